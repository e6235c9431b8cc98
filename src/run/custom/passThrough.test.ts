import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from '../backends.ts';
import { RunStop } from '../RunStop.ts';
import type { Resolved, Value } from '../Value.ts';
import { passThrough } from './passThrough.ts';

beforeAll(() => switchBackend('cpu'));

const value = (values: number[], mask: boolean[] | null = null): Resolved & { kind: 'value' } => ({
  kind: 'value',
  value: { tensor: tf.tensor1d(values), mask: mask && tf.tensor1d(mask) } satisfies Value,
});

describe('a layer that is treated as identity', () => {
  it('hands its one input on, with its mask', () => {
    const x = value([1, 2], [true, false]);
    expect(
      passThrough({ args: [x], kwargs: { training: { kind: 'constant', value: false } } }),
    ).toStrictEqual([x.value]);
  });

  it.each([
    ['none', (): Resolved[] => []],
    ['two', (): Resolved[] => [value([1]), value([2])]],
    ['a list of two', (): Resolved[] => [{ kind: 'list', items: [value([1]), value([2])] }]],
  ])('is refused when it is called with %s', (_, args) => {
    expect(() => passThrough({ args: args(), kwargs: {} })).toThrow(RunStop);
  });

  it('is refused when a second tensor comes by name', () => {
    expect(() => passThrough({ args: [value([1])], kwargs: { state: value([2]) } })).toThrow('2 tensors');
  });
});
