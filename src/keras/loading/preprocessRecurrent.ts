import { type Shape, type StoredWeight, sameShape } from '../../model/index.ts';
import type { KerasObject } from './KerasObject.ts';
import { KerasError, tuple } from './Writing.ts';

type Values = readonly StoredWeight[];

/**
 * Conversions of tf.keras 2.15 between recurrent layers and their CuDNN twins: shapes only
 * (`_convert_rnn_weights` in `keras/src/saving/legacy/hdf5_format.py`). Throws `KerasError` as Keras does.
 */
export function convertRecurrent(object: KerasObject, values: Values): Values {
  const convert = CONVERSIONS[object.className];
  return convert && values.length === 3 ? convert(object, values) : values;
}

const CONVERSIONS: Readonly<Record<string, (object: KerasObject, values: Values) => Values>> = {
  LSTM: convertLstm,
  CuDNNLSTM: convertLstm,
  GRU: convertGru,
  CuDNNGRU: convertGru,
};

function convertLstm({ className }: KerasObject, values: Values): Values {
  const { units, bias } = sizesOf(values);
  const source = sameShape(bias, [8 * units]) ? 'CuDNNLSTM' : sameShape(bias, [4 * units]) ? 'LSTM' : null;
  if (source === null) throw new KerasError(`Invalid bias shape: ${tuple(bias)}`);
  if (source === className) return values;
  return withBias(values, [className === 'LSTM' ? 4 * units : 8 * units]);
}

function convertGru({ className, config }: KerasObject, values: Values): Values {
  const { units, bias } = sizesOf(values);
  const target =
    className === 'CuDNNGRU'
      ? className
      : `GRU(reset_after=${config.reset_after === false ? 'False' : 'True'})`;
  const source = gruOf(bias, units);
  if (source === null) throw new KerasError(`Invalid bias shape: ${tuple(bias)}`);
  if (source === target) return values;
  if ([source, target].includes('GRU(reset_after=False)'))
    throw new KerasError(`${source} is not compatible with ${target}`);
  return withBias(values, source === 'CuDNNGRU' ? [2, 3 * units] : [6 * units]);
}

function gruOf(bias: Shape, units: number): string | null {
  if (sameShape(bias, [6 * units])) return 'CuDNNGRU';
  if (sameShape(bias, [2, 3 * units])) return 'GRU(reset_after=True)';
  return sameShape(bias, [3 * units]) ? 'GRU(reset_after=False)' : null;
}

function sizesOf(values: Values): { readonly units: number; readonly bias: Shape } {
  const units = values[1]?.shape[0];
  if (units === undefined) throw new KerasError('tuple index out of range');
  return { units, bias: values[2]?.shape ?? [] };
}

function withBias(values: Values, shape: Shape): Values {
  return values.map((value, i) => (i === 2 ? { ...value, shape } : value));
}
