import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseKerasVersion } from '../../keras/index.ts';
import type { JsonObject } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { useInstalledWasm } from '../testing.ts';
import { Weights } from '../Weights.ts';
import { callLayer } from './callLayer.ts';

beforeAll(async () => {
  useInstalledWasm();
  expect(await switchBackend('cpu')).toBe(true);
});

const stepOf = (className: string, config: JsonObject, shape: number[], masked = false, keras = '2.15.0') =>
  tf.tidy(() => {
    const mask = masked ? tf.ones(shape.slice(0, 2), 'bool') : null;
    callLayer(
      { className, module: null, config },
      { version: parseKerasVersion(keras), weights: new Weights({}) },
      [{ kind: 'value', value: { tensor: tf.zeros(shape), mask } }],
      {},
    );
  });

describe('recurrent layers refuse by name', () => {
  const custom = { class_name: 'MinimalCell', registered_name: 'mine>MinimalCell', config: { units: 2 } };

  it('cells whose code is not in the file', () => {
    expect(() => stepOf('RNN', { cell: custom }, [2, 3, 4])).toThrow(/custom class mine>MinimalCell/);
    const legacy = { class_name: 'MinimalCell', config: { units: 2 } };
    expect(() => stepOf('RNN', { cell: legacy }, [2, 3, 4])).toThrow(/cell MinimalCell is not supported/);
    const stack = { class_name: 'StackedRNNCells', config: { cells: [custom] } };
    expect(() => stepOf('RNN', { cell: stack }, [2, 3, 4])).toThrow(/custom class mine>MinimalCell/);
  });

  it('states in reverse order', () => {
    const stack = { class_name: 'StackedRNNCells', config: { cells: [], reverse_state_order: true } };
    expect(() => stepOf('RNN', { cell: stack }, [2, 3, 4])).toThrow(/reverse_state_order/);
  });

  it('masks of cuDNN layers', () => {
    expect(() => stepOf('CuDNNLSTM', { units: 2 }, [2, 3, 4], true)).toThrow(/no cuDNN layer/);
  });

  it('stateful layers inside TimeDistributed', () => {
    const inner = { class_name: 'LSTM', config: { units: 2, stateful: true } };
    expect(() => stepOf('TimeDistributed', { layer: inner }, [2, 3, 4, 5])).toThrow(/stateful/);
  });

  it('kernels larger than their input, and inputs of another rank', () => {
    const config = { filters: 1, kernel_size: [5, 5] };
    expect(() => stepOf('ConvLSTM2D', config, [2, 3, 4, 4, 1], false, '3.15.1')).toThrow();
    expect(() => stepOf('ConvLSTM2D', config, [2, 3, 4, 4], false, '3.15.1')).toThrow(/rank 4/);
    expect(() => stepOf('LSTM', { units: 2 }, [2, 3, 4, 4])).toThrow(/rank 4/);
  });
});
