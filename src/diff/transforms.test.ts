import { describe, expect, it } from 'vitest';
import type { Tensor } from '../model/index.ts';
import { transformOf } from './transforms.ts';

function tensor(shape: readonly number[], values: readonly number[]): Tensor {
  return { dtype: 'float32', shape, bytes: new Uint8Array(Float32Array.from(values).buffer) };
}

const generic = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i * 12.9898 + 1) * 3));

describe('a transformed tensor', () => {
  const matrix = generic(12);
  const a = tensor([3, 4], matrix);
  const pick = (order: readonly number[]): number[] => order.map((i) => matrix[i] as number);

  it('is known when transposed', () => {
    expect(transformOf(a, tensor([4, 3], pick([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11])))).toBe('transposed');
  });

  it('is known when its units stand in another order', () => {
    expect(transformOf(a, tensor([3, 4], pick([1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10])))).toBe(
      'columns-permuted',
    );
  });

  it('is known when its inputs stand in another order', () => {
    expect(transformOf(a, tensor([3, 4], pick([8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7])))).toBe(
      'rows-permuted',
    );
  });

  it('is known when a kernel is turned by 180°', () => {
    const kernel = generic(9 * 2);
    const turned = kernel.map((_, i) => kernel[(8 - Math.floor(i / 2)) * 2 + (i % 2)] as number);
    expect(transformOf(tensor([3, 3, 1, 2], kernel), tensor([3, 3, 1, 2], turned))).toBe('flipped');
  });

  it('is known when gates stand in another order', () => {
    const bias = generic(16);
    const moved = [...bias.slice(0, 4), ...bias.slice(8, 12), ...bias.slice(4, 8), ...bias.slice(12)];
    expect(transformOf(tensor([16], bias), tensor([16], moved))).toBe('gates-permuted');
  });

  it('is known when rounded to bfloat16 and back', () => {
    const bits = new Uint32Array(Float32Array.from(matrix).buffer).map(
      (it) => ((it + 0x7fff + ((it >> 16) & 1)) & 0xffff0000) >>> 0,
    );
    expect(transformOf(a, tensor([3, 4], [...new Float32Array(bits.buffer)]))).toBe('cast');
  });

  it('is known when scaled by one factor', () => {
    expect(
      transformOf(
        a,
        tensor(
          [3, 4],
          matrix.map((it) => Math.fround(it * 0.125)),
        ),
      ),
    ).toBe('scaled');
  });

  it('is not seen in unrelated values, nor in constants', () => {
    expect(transformOf(a, tensor([3, 4], generic(24).slice(12)))).toBeNull();
    expect(transformOf(tensor([4], [1, 1, 1, 1]), tensor([4], [2, 2, 2, 2]))).toBeNull();
  });
});
