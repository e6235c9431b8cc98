import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from './equalBytes.ts';

const LENGTHS = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 32_700, max: 66_000 }));

/** The same `length` bytes twice, at different alignments. */
function twice(length: number, skipA: number, skipB: number): [Uint8Array, Uint8Array] {
  const [a, b] = [new Uint8Array(length + skipA), new Uint8Array(length + skipB)];
  for (let i = 0; i < length; i++) {
    a[i + skipA] = (i * 31) & 255;
    b[i + skipB] = (i * 31) & 255;
  }
  return [a.subarray(skipA), b.subarray(skipB)];
}

const SKIPS = fc.integer({ min: 0, max: 8 });

describe('equalBytes', () => {
  it('finds equal bytes equal, however they are aligned', () => {
    fc.assert(
      fc.property(LENGTHS, SKIPS, SKIPS, (length, skipA, skipB) => {
        expect(equalBytes(...twice(length, skipA, skipB))).toBe(true);
      }),
    );
  });

  it('sees a single bit, wherever it is', () => {
    fc.assert(
      fc.property(LENGTHS, SKIPS, SKIPS, fc.nat(), fc.nat(7), (length, skipA, skipB, at, bit) => {
        const [a, b] = twice(length + 1, skipA, skipB);
        b[at % b.length]! ^= 1 << bit;
        expect(equalBytes(a, b)).toBe(false);
      }),
    );
  });

  it('never finds bytes of other lengths equal', () => {
    expect(equalBytes(new Uint8Array(100), new Uint8Array(101))).toBe(false);
  });
});
