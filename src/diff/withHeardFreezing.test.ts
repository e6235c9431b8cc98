import { describe, expect, it } from 'vitest';
import type { Layer, ModelArtifact } from '../model/index.ts';
import type { ConfigDifference } from './ConfigDifference.ts';
import { alwaysTraining, withHeardFreezing } from './withHeardFreezing.ts';

const frozen: ConfigDifference = {
  key: 'trainable',
  a: true,
  b: false,
  defaulted: null,
  relevance: 'training',
  because: 'inactive when predicting',
};
const layer = (className: string) => ({ className }) as Layer;
const artifact = (training: boolean) =>
  ({
    graph: {
      nodes: [{ id: 'bn', layer: 'bn', kwargs: { training: { kind: 'constant', value: training } } }],
    },
  }) as unknown as ModelArtifact;

describe('A frozen layer', () => {
  it('matters when it is a BatchNormalization that is always called for training', () => {
    const [heard] = withHeardFreezing([frozen], layer('BatchNormalization'), true);
    expect(heard).toEqual({ key: 'trainable', a: true, b: false, defaulted: null, relevance: 'prediction' });
  });

  it('does not matter in any other class, nor when it is called for predicting', () => {
    expect(withHeardFreezing([frozen], layer('Dense'), true)).toEqual([frozen]);
    expect(withHeardFreezing([frozen], layer('BatchNormalization'), false)).toEqual([frozen]);
  });

  it('is always called for training where a model of Keras 2 says so; Keras 3 does not listen', () => {
    expect([...alwaysTraining(artifact(true), 2)]).toEqual(['bn']);
    expect(alwaysTraining(artifact(false), 2).size).toBe(0);
    expect(alwaysTraining(artifact(true), 3).size).toBe(0);
  });
});
