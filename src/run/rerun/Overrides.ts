import type { KerasVersion } from '../../keras/index.ts';
import type { Graph, Layer, LayerId, NodeId, Tensor } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { refsOf } from '../refs.ts';
import type { Samples } from '../samples/Samples.ts';

/** What one rerun changes. The model itself stays as it is. */
export interface Overrides {
  /** Weights by layer and role; roles that are not named keep theirs. */
  readonly weights?: ReadonlyMap<LayerId, Readonly<Record<string, Tensor>>>;
  /** Another class or other options for a layer. */
  readonly layers?: ReadonlyMap<LayerId, Pick<Layer, 'className' | 'config'>>;
  /** The version of Keras whose formulas are computed. */
  readonly version?: KerasVersion | null;
  readonly inputs?: Samples;
  /** What nodes put out instead of computing: one tensor for each output. Masks are those of the run. */
  readonly outputs?: ReadonlyMap<NodeId, readonly Tensor[]>;
}

/** The model as the overrides change it. */
export function overridden(model: RunnableModel, { layers, version }: Overrides): RunnableModel {
  return {
    ...model,
    layers: layers ? model.layers.map((layer) => ({ ...layer, ...layers.get(layer.id) })) : model.layers,
    version: version === undefined ? model.version : version,
  };
}

/** Nodes whose output may change: those that an override touches and everything that reads them. In the graph's order. */
export function affectedNodes(graph: Graph, overrides: Overrides): Set<NodeId> {
  const { weights, layers, outputs } = overrides;
  const everything = overrides.version !== undefined || overrides.inputs !== undefined;
  const affected = new Set<NodeId>();
  for (const node of graph.nodes) {
    const touched =
      everything || weights?.has(node.layer) || layers?.has(node.layer) || outputs?.has(node.id) === true;
    if (touched || refsOf(node).some((ref) => affected.has(ref.node))) affected.add(node.id);
  }
  return affected;
}
