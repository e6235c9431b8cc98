import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Layer } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { tensorsAlive, useInstalledWasm } from '../testing.ts';
import type { ResolvedCall, Value } from '../Value.ts';
import { applicationOf } from './applyLarge.ts';
import type { LargeWeight } from './LargeWeight.ts';
import { lookUp } from './lookUp.ts';
import { multiply } from './multiply.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

/** A matrix that lies somewhere else, and what was asked of it. */
function stored(values: Float32Array, [height, width]: readonly [number, number]) {
  const asked: [number, number][] = [];
  const weight: LargeWeight = {
    shape: [height, width],
    async rows(from, to) {
      asked.push([from, to]);
      const bytes = new Uint8Array(values.slice(from * width, to * width).buffer);
      return { dtype: 'float32', shape: [to - from, width], bytes };
    },
  };
  return { weight, asked };
}

const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(i));

describe('A matrix that is read by rows', () => {
  it.each([
    [4200, 1000],
    [2, 5_000_000],
    [1, 3],
    [4097, 1024],
  ])(
    'of %d × %d multiplies as it does whole, no more than 16 MiB or a row of it at a time',
    async (...shape) => {
      const [inner, columns] = shape;
      const values = numbers(inner * columns);
      const { weight, asked } = stored(values, shape);
      const x = tf.tensor(numbers(2 * inner), [2, 1, inner]);
      const before = tensorsAlive();
      const found = await multiply(x, weight);
      const whole = tf.tidy(() =>
        tf.matMul(tf.reshape(x, [2, inner]) as tf.Tensor2D, tf.tensor2d(values, shape)),
      );
      expect(found.shape).toEqual([2, 1, columns]);
      const [one, other] = [found.dataSync<'float32'>(), whole.dataSync<'float32'>()];
      // Sums of `inner` products of size 1, added up in another order.
      const gap = one.reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] as number))), 0);
      expect(gap).toBeLessThan(inner * 2 ** -23);
      tf.dispose([found, whole]);
      expect(tensorsAlive()).toBe(before);
      x.dispose();
      const rows = Math.max(1, Math.floor(2 ** 22 / columns));
      expect(asked).toEqual(
        Array.from({ length: Math.ceil(inner / rows) }, (_, i) => [
          i * rows,
          Math.min(inner, (i + 1) * rows),
        ]),
      );
    },
  );

  it('gives the rows that are looked up, reads no others, and counts from the end as Keras 3 does', async () => {
    const { weight, asked } = stored(numbers(12), [4, 3]);
    const ids = tf.tensor2d([3, 0, 3, -1], [2, 2], 'int32');
    const row = (at: number) => [...numbers(12).slice(3 * at, 3 * at + 3)];
    const found = await lookUp(ids, weight, { generation: 3, minor: 8, text: '3.8.0' } as never);
    expect([found.shape, [...found.dataSync()]]).toEqual([
      [2, 2, 3],
      [row(3), row(0), row(3), row(3)].flat(),
    ]);
    expect(asked).toEqual([
      [0, 1],
      [3, 4],
    ]);
    const older = await lookUp(ids, weight, { generation: 2, minor: 15, text: '2.15.0' } as never);
    expect([...older.dataSync()]).toEqual([row(3), row(0), row(3), [0, 0, 0]].flat());
    tf.dispose([ids, found, older]);
  });
});

const layer = (more: Partial<Layer> = {}): Layer =>
  ({ kind: 'layer', className: 'Dense', config: { units: 2 }, ...more }) as Layer;

const callWith = (value: Partial<Value> = {}): ResolvedCall => ({
  args: [{ kind: 'value', value: { tensor: tf.zeros([1, 3]), mask: null, ...value } as Value }],
  kwargs: {},
});

type Rounded = Pick<Value, 'half'>;

describe('A call without its largest weight', () => {
  const { weight } = stored(numbers(6), [3, 2]);
  const weights = { kernel: weight };

  it('is for layers that fit the matrix in every way', () => {
    expect(applicationOf(layer(), callWith(), weights, null)?.role).toBe('kernel');
  });

  it.each([
    ['there is no such weight', layer(), {}, {}],
    ['the matrix has another shape', layer({ config: { units: 3 } }), {}, weights],
    ['the class needs it whole', layer({ className: 'EinsumDense' }), {}, weights],
    ['the class is somebody’s own', layer({ kind: 'custom' }), {}, weights],
    ['it rounds to 16 bits', layer({ config: { units: 2, dtype: 'mixed_float16' } }), {}, weights],
    ['what comes in is rounded', layer(), { half: 'float16' } as Rounded, weights],
    ['it has further matrices', layer({ config: { units: 2, lora_rank: 4 } }), {}, weights],
  ])('is not tried where %s', (_, it, value, held) => {
    expect(applicationOf(it, callWith(value), held, null)).toBeNull();
  });
});
