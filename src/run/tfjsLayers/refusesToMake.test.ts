import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { tfjsCases } from '../../keras/loading/testing.ts';
import type { JsonObject } from '../../model/index.ts';
import { refusesToMake } from './refusesToMake.ts';

const made = tfjsCases().filter(({ refusal }) => refusal === null);
const refused = tfjsCases().filter(({ refusal }) => refusal !== null);

const sequential = (...layers: JsonObject[]): JsonObject => ({
  class_name: 'Sequential',
  config: { name: 'model', layers },
});
const input = { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 3] } };
const dense = { class_name: 'Dense', config: { name: 'd', units: 2 } };

describe('what TensorFlow.js says when it makes a model', () => {
  it.each(made.slice(0, 12).map((one) => [one.title, one.config] as const))(
    'nothing, where it does: %s',
    async (_, config) => {
      expect(await refusesToMake(config)).toBe(null);
    },
  );

  it.each(refused.map(({ title, config, refusal }) => [title, config, refusal] as const))(
    'its own words, where it does not: %s',
    async (_, config, refusal) => {
      expect(await refusesToMake(config)).toBe(refusal);
    },
  );

  it('names what it does not know', async () => {
    expect(await refusesToMake(sequential(input, { class_name: 'GroupNormalization', config: {} }))).toMatch(
      /^Unknown layer: GroupNormalization\./,
    );
    const regularised = {
      ...dense,
      config: { ...dense.config, kernel_regularizer: { class_name: 'L2', config: {} } },
    };
    expect(await refusesToMake(sequential(input, regularised))).toMatch(/^Unknown regularizer: L2\./);
  });

  it('nothing of an orthogonal initializer, for which tensors need methods', async () => {
    const initial = { class_name: 'Orthogonal', config: { gain: 1, seed: 3 } };
    const cell = { class_name: 'LSTMCell', config: { name: 'c', units: 2, recurrent_initializer: initial } };
    const cells = { class_name: 'StackedRNNCells', config: { name: 'cells', cells: [cell] } };
    const rows = { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 4, 3] } };
    expect(
      await refusesToMake(sequential(rows, { class_name: 'RNN', config: { name: 'rnn', cell: cells } })),
    ).toBe(null);
  });

  it('leaves nothing behind', async () => {
    await refusesToMake(sequential(input, dense));
    const before = tf.memory().numTensors;
    await refusesToMake(sequential(input, dense));
    await refusesToMake(sequential(input, dense, { class_name: 'Nobody', config: {} }));
    expect(tf.memory().numTensors).toBe(before);
  });
});
