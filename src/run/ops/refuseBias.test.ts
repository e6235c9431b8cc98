import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseKerasVersion } from '../../keras/index.ts';
import { switchBackend } from '../backends.ts';
import { refuseBias } from './refuseBias.ts';

beforeAll(async () => {
  await switchBackend('cpu');
});

const asked = (x: number[], bias: tf.Tensor, keras: string | null) => () =>
  refuseBias(tf.ones(x), bias, parseKerasVersion(keras));
const column = (...values: number[]) => tf.tensor(values, [values.length, 1]);

describe('A bias in the shape of a column', () => {
  it.each(['3.7.0', '3.15.1', null])('is refused by Keras %s where the last axis is as long', (keras) => {
    expect(asked([2, 3, 3], column(1, 2, 3), keras)).toThrow(
      /adds 3 values along axis 1; as axis 2 is as long/,
    );
  });

  it('is refused where axis 1 is as long and it belongs to another', () => {
    expect(asked([2, 3, 3, 5], column(1, 2, 3), '3.15.1')).toThrow(/along axis 2; as axis 1/);
  });

  it.each(['2.15.0', '3.3.3', '3.6.0'])('is none of Keras %s', (keras) => {
    expect(asked([2, 3, 3], column(1, 2, 3), keras)).not.toThrow();
  });

  it('does no harm where sizes tell the axes apart, or all its values are the same', () => {
    expect(asked([2, 3, 4], column(1, 2, 3), '3.15.1')).not.toThrow();
    expect(asked([2, 3, 3], column(7, 7, 7), '3.15.1')).not.toThrow();
  });
});
