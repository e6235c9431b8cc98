import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { type Packed, runCase } from '../testing.ts';

beforeAll(async () => {
  await switchBackend('cpu');
});

/** Why an operator stops on a tensor of this shape. */
async function stopOf(
  className: string,
  config: JsonObject = {},
  more: readonly Json[] = [],
  input: Partial<Packed> = {},
): Promise<string | null> {
  const shape = input.shape ?? [2, 3];
  const size = shape.reduce((n, s) => n * s, 1);
  const values = input.values ?? Array.from({ length: size }, (_, i) => i - 2);
  const layers = [
    { class_name: 'InputLayer', module: 'keras.layers', name: 'x', config: { name: 'x' }, inbound_nodes: [] },
    {
      class_name: className,
      module: 'keras.src.ops.numpy',
      name: 'op',
      config: { name: 'op', ...config },
      inbound_nodes: [
        {
          args: [{ class_name: '__keras_tensor__', config: { keras_history: ['x', 0, 0] } }, ...more],
          kwargs: {},
        },
      ],
    },
  ];
  const model = {
    class_name: 'Functional',
    module: 'keras',
    config: { name: 'm', layers, input_layers: [['x', 0, 0]], output_layers: [['op', 0, 0]] },
  } as unknown as JsonObject;
  const packed: Packed = { dtype: input.dtype ?? 'float32', shape, values };
  const { stop } = await runCase(
    { name: className, model, weights: {}, inputs: [packed], outputs: [] },
    '3.15.1',
  );
  return stop;
}

describe('an operator that cannot be followed says why:', () => {
  it('one that holds Python code', async () => {
    expect(await stopOf('Map')).toBe(
      'op: The operation Map cannot be run here: it holds Python code, which is never run.',
    );
  });

  it('one that nobody knows', async () => {
    expect(await stopOf('Frobnicate')).toBe('op: The operation Frobnicate cannot be run here.');
  });

  it('an option that is not supported, with its value', async () => {
    expect(
      await stopOf('Pad', {
        pad_width: [
          [0, 0],
          [1, 1],
        ],
        mode: 'wrap',
      }),
    ).toBe('op: Its argument mode = "wrap" is not supported.');
  });

  it('an argument that the operator does not have', async () => {
    expect(await stopOf('Sum', { weights: 3 })).toBe('op: Its argument weights is not supported.');
  });

  it('a place outside an axis', async () => {
    expect(await stopOf('Take', { axis: 1 }, [[5]])).toBe('op: It takes an entry outside 0…2.');
  });

  it('a cast to a type that wraps', async () => {
    expect(await stopOf('Cast', { dtype: 'uint8' })).toBe(
      'op: It makes a uint8 value beyond 0: TensorFlow wraps such a number round, which is not followed here.',
    );
    expect(await stopOf('Cast', { dtype: 'uint8' }, [], { values: [0, 1, 2, 3, 255, 254.9] })).toBeNull();
  });

  it('a sum that 32 bits do not hold', async () => {
    const values = [2 ** 31 - 1, 1, 2, 3, 4, 5];
    expect(await stopOf('Sum', { axis: 1 }, [], { dtype: 'int32', values })).toBe(
      'op: It makes the whole number 2147483650: whole numbers are computed exactly within 32 bits only.',
    );
  });

  it('a constant that has no place in 32 bits, next to whole numbers', async () => {
    expect(await stopOf('Add', {}, [3e9], { dtype: 'int32' })).toBe(
      'op: Its argument x2 is an int64 value beyond 2147483647: whole numbers are computed exactly within 32 bits only.',
    );
  });

  it('a cast of what 32 bits cannot hold', async () => {
    const values = [1, 2, 3, 4, 5, 3e9];
    expect(await stopOf('Cast', { dtype: 'int64' }, [], { values })).toBe(
      'op: It casts a value to int64 that has no place in 32 bits.',
    );
  });

  it('whole numbers divided by 0', async () => {
    expect(await stopOf('FloorDivide', {}, [0], { dtype: 'int32' })).toBe(
      'op: It divides whole numbers by 0.',
    );
  });

  it('half a turn of a rectangle, where TensorFlow and the others differ', async () => {
    expect(await stopOf('Rot90', { k: 2 })).toContain('It turns a rectangle by half');
  });

  it('a sum that Keras adds along another axis than NumPy', async () => {
    const column = { class_name: '__numpy__', config: { value: [[1], [2], [3]], dtype: 'float32' } };
    expect(await stopOf('Add', {}, [column], { shape: [2, 3, 3] })).toContain(
      'It adds 3 values along axis 1; as axis 2 is as long',
    );
  });
});
