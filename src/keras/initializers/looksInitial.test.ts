import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initializerOf, looksInitial } from './index.ts';

const initial = (config: Parameters<typeof initializerOf>[0], role: string) => {
  const found = initializerOf(config, role);
  if (!found) throw new Error(`no initialiser for ${role}`);
  return found;
};

/** Uniform numbers in [0, 1) that depend on the seed alone (mulberry32). */
function* uniform(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    yield ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

function drawn(count: number, seed: number, map: (u: number) => number): Float64Array {
  const numbers = uniform(seed);
  return Float64Array.from({ length: count }, () => Math.fround(map(numbers.next().value as number)));
}

const sides = fc.tuple(fc.integer({ min: 8, max: 30 }), fc.integer({ min: 8, max: 30 }), fc.nat());

describe('looksInitial', () => {
  const kernel = initial({}, 'kernel');

  it('knows values drawn evenly within the bounds of glorot_uniform, whatever the shape', () => {
    const share = { count: 0 };
    fc.assert(
      fc.property(sides, ([rows, columns, seed]) => {
        const limit = Math.sqrt(6 / (rows + columns));
        const values = drawn(rows * columns, seed, (u) => limit * (2 * u - 1));
        if (looksInitial(kernel, values, [rows, columns]) !== 'drawn') share.count++;
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(share.count).toBeLessThanOrEqual(3);
  });

  it('does not take trained values for it: some step over the bound, or their spread is another', () => {
    fc.assert(
      fc.property(sides, fc.double({ min: 0.3, max: 1, noNaN: true }), ([rows, columns, seed], step) => {
        const limit = Math.sqrt(6 / (rows + columns));
        const start = drawn(rows * columns, seed, (u) => limit * (2 * u - 1));
        const moves = drawn(rows * columns, seed + 1, (u) => limit * step * (2 * u - 1));
        const trained = start.map((value, i) => value + (moves[i] as number));
        const shrunk = start.map((value) => value * 0.7);
        expect(looksInitial(kernel, trained, [rows, columns])).toBe('no');
        expect(looksInitial(kernel, shrunk, [rows, columns])).toBe('no');
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it('knows an orthogonal matrix by its right angles, wide and tall, and its gain', () => {
    const orthogonal = initial({}, 'recurrent_kernel');
    // A Hadamard matrix of 8, scaled: eight orthogonal unit vectors.
    const bits = (x: number): number => [0, 1, 2].reduce((sum, i) => sum + ((x >> i) & 1), 0);
    const square = Float64Array.from({ length: 64 }, (_, i) =>
      Math.fround((bits((i >> 3) & (i & 7)) % 2 === 0 ? 1 : -1) / Math.sqrt(8)),
    );
    const wide = Float64Array.from({ length: 32 }, (_, i) => square[i] as number);
    expect(looksInitial(orthogonal, square, [8, 8])).toBe('drawn');
    expect(looksInitial(orthogonal, wide, [4, 8])).toBe('drawn');
    expect(
      looksInitial(
        orthogonal,
        square.map((x) => x * 1.01),
        [8, 8],
      ),
    ).toBe('no');
    const gain = initial(
      { recurrent_initializer: { class_name: 'Orthogonal', config: { gain: 2 } } },
      'cell/recurrent_kernel',
    );
    expect(
      looksInitial(
        gain,
        square.map((x) => x * 2),
        [8, 8],
      ),
    ).toBe('drawn');
    expect(looksInitial(gain, square, [8, 8])).toBe('no');
  });

  it('knows constants, and the forget gate of an LSTM that starts at one', () => {
    const bias = initial({ unit_forget_bias: true }, 'lstm_cell/bias');
    expect(looksInitial(bias, Float64Array.of(0, 0, 1, 1, 0, 0, 0, 0), [8])).toBe('constant');
    expect(looksInitial(bias, new Float64Array(8), [8])).toBe('no');
    expect(looksInitial(initial({}, 'gamma'), Float64Array.of(1, 1, 1), [3])).toBe('constant');
    expect(looksInitial(initial({}, 'moving_variance'), Float64Array.of(1, 0.9, 1), [3])).toBe('no');
  });

  it('says nothing of initialisers that leave no mark, of small tensors, of roles and code that it does not know', () => {
    const normal = initial({ kernel_initializer: 'random_normal' }, 'kernel');
    expect(looksInitial(normal, new Float64Array(64), [8, 8])).toBeNull();
    expect(looksInitial(kernel, new Float64Array(9), [3, 3])).toBeNull();
    expect(initializerOf({}, 'threshold')).toBeNull();
    expect(initializerOf({}, 'constructor')).toBeNull();
    const own = initial({ kernel_initializer: { class_name: 'Package>Mine', config: {} } }, 'kernel');
    expect(looksInitial(own, new Float64Array(64), [8, 8])).toBeNull();
  });

  it('reads the initialiser where a wrapper keeps it, in both spellings', () => {
    const wrapped = { layer: { class_name: 'Dense', config: { kernel_initializer: 'he_normal' } } };
    expect(initial(wrapped, 'dense/kernel').name).toBe('HeNormal');
    const stated = { depthwise_initializer: { class_name: 'HeUniform', config: {} } };
    expect(initial(stated, 'kernel').name).toBe('HeUniform');
  });
});
