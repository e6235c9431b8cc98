import { isBatchNormalization, statedTraining } from '../diagnose/index.ts';
import type { LayerId, ModelArtifact } from '../model/index.ts';

/**
 * Layers that draw at random whenever the model predicts, because their calls state `training=True`. What a run puts out
 * then is one draw of many, and not the one that Keras makes.
 */
export function drawnLayers(artifact: ModelArtifact): LayerId[] {
  const classes = new Map(artifact.layers.map(({ id, className }) => [id, className]));
  return statedTraining(artifact).filter((id) => !isBatchNormalization(classes.get(id) ?? ''));
}
