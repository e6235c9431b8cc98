import { describe, expect, it } from 'vitest';
import { readOptions, relevanceOf } from './index.ts';

const keras2 = { generation: 2, major: 2, minor: 15 } as const;
const keras21 = { generation: 2, major: 2, minor: 1 } as const;
const keras3 = { generation: 3, major: 3, minor: 15 } as const;

describe('readOptions', () => {
  it('states every option, with the file’s value or the default', () => {
    const { options, unknownOptions, known } = readOptions('Dense', { units: 3 }, keras3);
    expect(options).toMatchObject({ units: 3, activation: 'linear', use_bias: true, dtype: 'float32' });
    expect([unknownOptions, known]).toEqual([[], true]);
  });

  it('brings the dialects of an activation to one form', () => {
    const of = (activation: unknown) =>
      readOptions('Dense', { activation: activation as string }, keras3).options.activation;
    expect(of(null)).toBe('linear');
    expect(of('relu')).toBe('relu');
    expect(
      of({ module: 'builtins', class_name: 'function', config: 'relu', registered_name: 'function' }),
    ).toBe('relu');
    expect(
      of({ module: 'keras.layers', class_name: 'ReLU', config: { max_value: 6 }, registered_name: null }),
    ).toEqual({
      class_name: 'ReLU',
      config: { max_value: 6 },
    });
  });

  it('takes lists of one, single numbers, wrapped arrays and dtype envelopes', () => {
    expect(readOptions('BatchNormalization', { axis: [3] }, keras2).options.axis).toBe(3);
    expect(readOptions('Conv2D', { kernel_size: 3, strides: [2, 1] }, keras2).options).toMatchObject({
      kernel_size: [3, 3],
      strides: [2, 1],
    });
    expect(readOptions('ZeroPadding2D', { padding: [1, 2] }, keras2).options.padding).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const wrapped = { class_name: '__numpy__', config: { value: 0.5, dtype: 'float32' } };
    expect(readOptions('ReLU', { negative_slope: wrapped }, keras2).options.negative_slope).toBe(0.5);
    const policy = { module: 'keras', class_name: 'DTypePolicy', config: { name: 'mixed_float16' } };
    expect(readOptions('Dense', { dtype: policy }, keras3).options.dtype).toBe('mixed_float16');
  });

  it('knows older names and the defaults of the version that wrote the file', () => {
    expect(readOptions('LeakyReLU', { alpha: 0.1 }, keras2).options.negative_slope).toBe(0.1);
    expect(readOptions('LeakyReLU', { alpha: 0.1 }, keras2).unknownOptions).toEqual([]);
    expect(readOptions('GRU', { units: 1 }, keras3).options.reset_after).toBe(true);
    expect(readOptions('GRU', { units: 1 }, keras21).options).toMatchObject({
      reset_after: false,
      recurrent_activation: 'hard_sigmoid',
    });
  });

  it('passes over nothing in silence', () => {
    expect(readOptions('Dense', { units: 1, frequency: 2 }, keras3).unknownOptions).toEqual(['frequency']);
    expect(readOptions('Mine', { a: 1 }, keras3)).toEqual({
      options: { a: 1 },
      unknownOptions: [],
      known: false,
    });
  });
});

describe('relevanceOf', () => {
  it('tells what changes predictions from what only training feels', () => {
    expect(relevanceOf('Dropout', 'rate')).toBe('training');
    expect(relevanceOf('BatchNormalization', 'epsilon')).toBe('prediction');
    expect(relevanceOf('Dense', 'kernel_initializer')).toBe('training');
    expect(relevanceOf('Dense', 'name')).toBe('none');
    expect(relevanceOf('LeakyReLU', 'alpha')).toBe('prediction');
    expect(relevanceOf('Dense', 'frequency')).toBeNull();
  });
});
