import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFloat64 } from '../model/index.ts';
import { inPlace, type NumberType, promoted, rounding } from './NumberType.ts';

/** `numpy.result_type` of each with each, as places in this list. */
const TYPES: readonly NumberType[] = [
  ...(['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'] as const),
  ...(['float16', 'float32', 'float64'] as const),
];
const RESULTS: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  [1, 1, 2, 3, 4, 2, 3, 4, 11, 9, 10, 11],
  [2, 2, 2, 3, 4, 2, 3, 4, 11, 10, 10, 11],
  [3, 3, 3, 3, 4, 3, 3, 4, 11, 11, 11, 11],
  [4, 4, 4, 4, 4, 4, 4, 4, 11, 11, 11, 11],
  [5, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  [6, 3, 3, 3, 4, 6, 6, 7, 8, 10, 10, 11],
  [7, 4, 4, 4, 4, 7, 7, 7, 8, 11, 11, 11],
  [8, 11, 11, 11, 11, 8, 8, 8, 8, 11, 11, 11],
  [9, 9, 10, 11, 11, 9, 10, 11, 11, 9, 10, 11],
  [10, 10, 10, 11, 11, 10, 10, 11, 11, 10, 10, 11],
  [11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11],
];

describe('the type of two arrays together', () => {
  it('is that of NumPy', () => {
    expect(TYPES.map((x) => TYPES.map((y) => TYPES.indexOf(promoted(x, y))))).toEqual(RESULTS);
  });
});

describe('rounding to float16', () => {
  const halves = [
    ...(toFloat64({
      ...{ dtype: 'float16', shape: [0x7c00] },
      bytes: new Uint8Array(Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits).buffer),
    }) ?? []),
  ];
  const round = rounding('float16');

  it('leaves what float16 holds', () => {
    expect(halves.every((value) => round(value) === value && round(-value) === -value)).toBe(true);
  });

  it('takes the nearest of two neighbours, and the even one in their middle', () => {
    const wrong = halves.slice(0, -1).filter((low, bits) => {
      const high = halves[bits + 1] as number;
      const middle = (low + high) / 2;
      const [below, above] = [low + (middle - low) * 0.999, middle + (high - middle) * 0.001];
      return round(below) !== low || round(above) !== high || round(middle) !== (bits % 2 === 0 ? low : high);
    });
    expect(wrong).toEqual([]);
  });

  it('goes to infinity beyond the largest, and keeps what is no number', () => {
    expect([65_519, 65_520, -1e9, Number.NaN, Number.NEGATIVE_INFINITY].map(round)).toEqual([
      65_504,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
    ]);
  });
});

describe('arithmetic in place', () => {
  const single = fc.float({ noNaN: true, noDefaultInfinity: true });

  it('of float32 and float32 is that of float32', () => {
    const minus = inPlace('float32', 'float32', (x, y) => x - y);
    fc.assert(
      fc.property(single, single, (x, y) => {
        expect(minus(x, y)).toBe(new Float32Array([x - y])[0]);
      }),
    );
  });

  it('of float32 and float64 rounds once, at the end', () => {
    expect(inPlace('float32', 'float64', (x, y) => x - y)(1000.5, 1000.4)).toBe(Math.fround(1000.5 - 1000.4));
    expect(inPlace('float16', 'float32', (x, y) => x * y)(3, 0.1)).toBe(
      rounding('float16')(Math.fround(0.3)),
    );
  });
});
