import { describe, expect, it } from 'vitest';
import { packedFiles } from '../formats/containers/pickle/testing.ts';
import { readPickle } from '../formats/index.ts';
import { ReadError } from '../model/index.ts';
import { readPreprocessing } from './index.ts';

const { files } = await packedFiles('unusable');
const read = (name: string) => () => readPreprocessing(readPickle(files.get(name) as Uint8Array, name));

describe('preprocessing that cannot be computed', () => {
  it.each([...files.keys()].filter((name) => name.startsWith('unfitted')))(
    'says that it is not fitted: %s',
    (name) => {
      expect(read(name)).toThrow(/This \w+ is not fitted: `\w+_` is missing. Save it after fit\(\)\./);
    },
  );

  it.each([
    ['weights', '`transformer_weights` is given, which is not computed'],
    ['array', 'The file holds a value of the kind array. Expected a fitted scaler'],
    ['none-missing', '`missing_values` is None, which samples here cannot hold'],
    ['multilabel', "`y_type_` is 'multilabel-indicator'"],
    ['lengths', '`scale_` has 1 values for 2 columns'],
  ])('names what it does not compute: %s', (name, says) => {
    expect(read(name)).toThrow(ReadError);
    expect(read(name)).toThrow(says);
  });
});
