import type { KerasVersion } from '../keras/index.ts';
import type { Graph, Layer, LayerId, Tensor } from '../model/index.ts';
import type { CustomLayers } from './custom/CustomLayer.ts';

/** What the executor needs of a model. */
export interface RunnableModel {
  readonly graph: Graph;
  readonly layers: readonly Layer[];
  readonly version: KerasVersion | null;
  /** A layer's weights by role, as the file holds them. Called at the layer's first node in each run. */
  weightsOf(layer: LayerId): Promise<Readonly<Record<string, Tensor>>>;
  /** Code for layers that Keras does not have. */
  readonly custom?: CustomLayers | null;
}
