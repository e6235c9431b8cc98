import { describe, expect, it } from 'vitest';
import { toFloat64 } from '../../model/index.ts';
import type { HalfType } from './HalfType.ts';
import { roundNumber } from './roundTo.ts';

/** Every finite value of a 16-bit type that is not negative, in order. */
function allOf(dtype: HalfType): number[] {
  const words = Uint16Array.from({ length: 0x8000 }, (_, i) => i);
  const bytes = new Uint8Array(words.buffer);
  const values = toFloat64({ dtype, shape: [words.length], bytes }) ?? new Float64Array();
  return [...values].filter(Number.isFinite);
}

describe.each(['float16', 'bfloat16'] as const)('rounding to %s', (type) => {
  const values = allOf(type);

  it('leaves every value of the type as it is', () => {
    expect(values.filter((value) => roundNumber(value, type) !== value)).toEqual([]);
    expect(values.filter((value) => roundNumber(-value, type) !== -value)).toEqual([]);
  });

  it('takes the nearest of two neighbours, and the even one of the middle', () => {
    const wrong = values.slice(0, -1).filter((low, i) => {
      const high = values[i + 1] as number;
      const between = [0.375, 0.5, 0.625].map((part) => low + (high - low) * part);
      // Below the smallest float32 there is nothing between neighbours.
      if (!between.every((value) => Math.fround(value) === value)) return false;
      const wanted = [low, i % 2 === 0 ? low : high, high];
      const got = between.map((value) => roundNumber(value, type));
      const mirrored = between.map((value) => -roundNumber(-value, type));
      return got.join() !== wanted.join() || mirrored.join() !== wanted.join();
    });
    expect(wrong).toEqual([]);
  });

  it('keeps NaN and infinities', () => {
    expect(roundNumber(Number.NaN, type)).toBeNaN();
    expect(roundNumber(Number.NEGATIVE_INFINITY, type)).toBe(Number.NEGATIVE_INFINITY);
  });
});

it('makes infinite what is too large for float16', () => {
  expect(roundNumber(65_519, 'float16')).toBe(65_504);
  expect(roundNumber(65_520, 'float16')).toBe(Number.POSITIVE_INFINITY);
  expect(roundNumber(-1e30, 'float16')).toBe(Number.NEGATIVE_INFINITY);
});
