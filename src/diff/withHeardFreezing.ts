import { hasGraph, type Layer, type LayerId, type ModelArtifact } from '../model/index.ts';
import type { ConfigDifference } from './ConfigDifference.ts';

/** Layers that compute something else when they are frozen (`keras/src/layers/normalization/batch_normalization.py`). */
const HEARS_FREEZING = new Set(['BatchNormalization', 'SyncBatchNormalization']);

/** Layers whose calls state `training=True` in a model of Keras 2, where that wins over how the model is called. */
export function alwaysTraining(artifact: ModelArtifact, generation: number | null): ReadonlySet<LayerId> {
  if (generation !== 2 || !hasGraph(artifact)) return new Set();
  const trained = artifact.graph.nodes.filter(({ kwargs: { training } }) => {
    if (training?.kind !== 'constant') return false;
    return training.value === true || training.value === 1;
  });
  return new Set(trained.map(({ layer }) => layer));
}

/**
 * Freezing changes no prediction, but for a normalisation that is always called for training: frozen, it normalises by
 * its moving statistics after all.
 */
export function withHeardFreezing(
  differences: readonly ConfigDifference[],
  layer: Layer | undefined,
  trains: boolean,
): ConfigDifference[] {
  if (!trains || !HEARS_FREEZING.has(layer?.className ?? '')) return [...differences];
  return differences.map((it) => {
    if (it.key !== 'trainable') return it;
    const { because: _, ...rest } = it;
    return { ...rest, relevance: 'prediction' };
  });
}
