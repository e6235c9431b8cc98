import fc from 'fast-check';
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

describe('a tensor in another layout', () => {
  const axes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
  const orders = axes.chain((shape) =>
    fc
      .shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length })
      .map((order) => ({ shape, order })),
  );

  /** The elements with the axes in this order, row by row. */
  function turned(values: readonly number[], shape: readonly number[], order: readonly number[]): number[] {
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((x, y) => x * y, 1));
    const walk = (depth: number, at: number): number[] => {
      const axis = order[depth];
      if (axis === undefined) return [values[at] as number];
      return Array.from({ length: shape[axis] as number }, (_, i) =>
        walk(depth + 1, at + i * (strides[axis] as number)),
      ).flat();
    };
    return walk(0, 0);
  }

  it('is found whatever the order of its axes, and only then', () => {
    fc.assert(
      fc.property(orders, fc.boolean(), ({ shape, order }, spoil) => {
        const count = shape.reduce((x, y) => x * y, 1);
        fc.pre(count > 8);
        const b = order.map((axis) => shape[axis] as number);
        const values = generic(count);
        const other = turned(values, shape, order);
        const moved = other.some((value, i) => value !== values[i]);
        fc.pre(moved || b.join() !== shape.join());
        if (spoil) other[3] = (other[3] as number) + 1;
        const found = transformOf(tensor(shape, values), tensor(b, other));
        if (spoil) expect(found).toBeNull();
        else if (moved) expect(found).not.toBeNull();
        else expect(found).toBe('reshaped');
      }),
    );
  });

  it('is found as convolutions and depthwise ones are stored elsewhere', () => {
    const kernel = generic(3 * 2 * 5 * 4);
    const stored = (order: readonly number[], b: readonly number[]) =>
      transformOf(tensor([3, 2, 5, 4], kernel), tensor(b, turned(kernel, [3, 2, 5, 4], order)));
    expect(stored([3, 2, 0, 1], [4, 5, 3, 2])).toBe('transposed');
    expect(stored([3, 0, 1, 2], [4, 3, 2, 5])).toBe('transposed');
    expect(stored([0, 1, 2, 3], [1, 3, 2, 20])).toBe('reshaped');
    expect(stored([2, 3, 0, 1], [20, 1, 3, 2])).toBe('transposed');
  });

  it('is found when it was rounded to steps, and not beyond them', () => {
    const matrix = generic(12);
    const step = 0.05;
    const rounded = turned(matrix, [3, 4], [1, 0]).map((it) => Math.round(it / step) * step);
    const near = () => (step / 2) * 1.001;
    const a = tensor([3, 4], matrix);
    expect(transformOf(a, tensor([4, 3], rounded), near)).toBe('transposed-and-rounded');
    expect(transformOf(a, tensor([4, 3], rounded), () => step / 5)).toBeNull();
    expect(transformOf(a, tensor([4, 3], rounded))).toBeNull();
  });
});
