import type { KerasVersion } from '../keras/index.ts';
import type { Graph, Layer, LayerId, NodeId, Tensor, TfSubgraph } from '../model/index.ts';
import type { CustomLayers } from './custom/CustomLayer.ts';
import type { LargeWeights } from './large/LargeWeight.ts';
import type { Modes } from './mode/Mode.ts';

/** What the executor needs of a model. */
export interface RunnableModel {
  readonly graph: Graph;
  readonly layers: readonly Layer[];
  readonly version: KerasVersion | null;
  /** A layer's weights by role, as the file holds them, but for roles that need not be read. */
  weightsOf(layer: LayerId, without?: ReadonlySet<string>): Promise<Readonly<Record<string, Tensor>>>;
  /** The largest of them once more, where they can be read by rows. */
  largeOf?(layer: LayerId): LargeWeights;
  /** Code for layers that Keras does not have. */
  readonly custom?: CustomLayers | null;
  /** In which mode it is called; it predicts unless they say otherwise. */
  readonly modes?: Modes;
  /** Layers without code that hand their one input on as it is, because the user said so. */
  readonly identity?: ReadonlySet<LayerId>;
  /** What calls compute that are made of TensorFlow operations. */
  readonly operations?: ReadonlyMap<NodeId, TfSubgraph>;
}
