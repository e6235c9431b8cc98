import { describe, expect, it } from 'vitest';
import type { Port, Tensor } from '../../model/index.ts';
import { toNumbers } from '../../model/index.ts';
import { asPortType } from './asPortType.ts';

const port = (dtype: string): Port => ({ name: 'x', ref: { node: 'x', output: 0 }, shape: [null, 3], dtype });
const tensor = (dtype: 'float64' | 'int32', values: Float64Array | Int32Array): Tensor => ({
  dtype,
  shape: [1, values.length],
  bytes: new Uint8Array(values.buffer),
});

describe('an array for an input', () => {
  it.each(['uint8', 'int32', 'int64'])(
    'of %s becomes integers where its floats are whole numbers',
    (dtype) => {
      const typed = asPortType(port(dtype), tensor('float64', Float64Array.of(0, 7, 255)));
      expect([typed.dtype, toNumbers(typed)]).toEqual(['int32', Int32Array.of(0, 7, 255)]);
    },
  );

  it('of integers stays as it is where they are not: nothing is cut off', () => {
    const given = tensor('float64', Float64Array.of(0.5, 7, 255));
    expect(asPortType(port('int32'), given)).toBe(given);
  });

  it('of floats becomes floats, as Keras casts it', () => {
    const typed = asPortType(port('float32'), tensor('int32', Int32Array.of(-1, 0, 9)));
    expect([typed.dtype, toNumbers(typed)]).toEqual(['float32', Float32Array.of(-1, 0, 9)]);
  });

  it('of a type that it has stays as it is', () => {
    const given = tensor('float64', Float64Array.of(1, 2));
    expect(asPortType(port('float16'), given)).toBe(given);
    expect(asPortType(port('_infer'), given)).toBe(given);
  });
});
