import { expect, test } from 'vitest';
import { sliced, slicesOf } from './slices.ts';

const values = Float32Array.from({ length: 24 }, (_, at) => at);
const heat = { rows: 8, columns: 3, a: values, b: values, delta: values, reduced: false };

test('A tensor of four axes falls into planes named by their leading indices', () => {
  expect(slicesOf(heat, [2, 2, 2, 3])).toEqual({ rows: 2, names: ['[0, 0]', '[0, 1]', '[1, 0]', '[1, 1]'] });
});

test('A matrix and a reduced picture have no planes', () => {
  expect(slicesOf(heat, [8, 3])).toBeNull();
  expect(slicesOf({ ...heat, reduced: true }, [2, 2, 2, 3])).toBeNull();
});

test('A plane holds its own rows', () => {
  const slices = slicesOf(heat, [4, 2, 3]);
  expect(slices && [...sliced(heat, slices, 1).a]).toEqual([6, 7, 8, 9, 10, 11]);
});
