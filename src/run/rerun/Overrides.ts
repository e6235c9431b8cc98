import type { KerasVersion } from '../../keras/index.ts';
import type { GraphNode, Layer, LayerId, NodeId, Tensor } from '../../model/index.ts';
import { takesMasks } from '../kernels/attentionMask.ts';
import type { LargeWeights } from '../large/LargeWeight.ts';
import { classesOf, hearsTraining } from '../mode/hearsTraining.ts';
import { type Modes, modeOf } from '../mode/Mode.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { refsOf } from '../refs.ts';
import type { Samples } from '../samples/Samples.ts';

/** Weights of a layer by role, there already or read when the layer runs. */
export type WeightChange =
  | { readonly kind: 'given'; readonly weights: Readonly<Record<string, Tensor>> }
  | {
      readonly kind: 'late';
      readonly roles: ReadonlySet<string>;
      /** Those but for roles that are not needed whole. */
      read(without: ReadonlySet<string>): Promise<Readonly<Record<string, Tensor>>>;
      /** Those of them that can be read by rows. */
      readonly large: LargeWeights;
    };

/** What one rerun changes. The model itself stays as it is. */
export interface Overrides {
  /** Weights by layer and role; roles that are not named keep theirs. */
  readonly weights?: ReadonlyMap<LayerId, WeightChange>;
  /** Another class or other options for a layer. */
  readonly layers?: ReadonlyMap<LayerId, Pick<Layer, 'className' | 'config'>>;
  /** The version of Keras whose formulas are computed. */
  readonly version?: KerasVersion | null;
  /** In which mode what is called, in place of the run's own modes. */
  readonly modes?: Modes;
  readonly inputs?: Samples;
  /** What nodes put out instead of computing: one tensor for each output. Masks are those of the run. */
  readonly outputs?: ReadonlyMap<NodeId, readonly Tensor[]>;
}

/** The model as the overrides change it. */
export function overridden(model: RunnableModel, { layers, version, modes }: Overrides): RunnableModel {
  return {
    ...model,
    layers: layers ? model.layers.map((layer) => ({ ...layer, ...layers.get(layer.id) })) : model.layers,
    version: version === undefined ? model.version : version,
    ...(modes === undefined ? {} : { modes }),
  };
}

/** Nodes whose output may change: those that an override touches and everything that reads them. In the graph's order. */
export function affectedNodes(model: RunnableModel, overrides: Overrides): Set<NodeId> {
  const { graph } = model;
  const { weights, layers, outputs } = overrides;
  const hearsOther = modeChange(model, overrides.modes);
  const everything = overrides.version !== undefined || overrides.inputs !== undefined;
  const affected = new Set<NodeId>();
  for (const node of graph.nodes) {
    const touched =
      everything ||
      weights?.has(node.layer) ||
      readsWeights(model, node.id, weights) ||
      layers?.has(node.layer) ||
      outputs?.has(node.id) === true ||
      hearsOther(node);
    if (touched || refsOf(node).some((ref) => affected.has(ref.node))) affected.add(node.id);
  }
  return affected;
}

/** Whether operations of one layer read weights of another: tied ones. */
function readsWeights(model: RunnableModel, node: NodeId, weights: Overrides['weights']): boolean {
  if (weights === undefined) return false;
  return [...(model.operations?.get(node)?.weights.values() ?? [])].some(({ layer }) => weights.has(layer));
}

/** Which nodes other modes reach: those of layers that listen to them, where these say something else than before. */
function modeChange(model: RunnableModel, modes: Modes | undefined): (node: GraphNode) => boolean {
  if (modes === undefined) return () => false;
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  const said = (node: GraphNode, layer: Layer, by: Modes | undefined) => {
    const inside = classesOf(layer).map((name) => by?.classes?.get(name) ?? null);
    return JSON.stringify([modeOf(node, layer.className, by), inside, by?.seed ?? 0]);
  };
  const changed = (node: GraphNode) => {
    const layer = layers.get(node.layer);
    if (layer === undefined || !hearsTraining(layer)) return false;
    return said(node, layer, model.modes) !== said(node, layer, modes);
  };
  // What takes masks off tensors takes them off others where a layer in between no longer hands on the very same one.
  const masks = model.layers.some((layer) => takesMasks(layer.className, model.version));
  return masks && model.graph.nodes.some(changed) ? () => true : changed;
}
