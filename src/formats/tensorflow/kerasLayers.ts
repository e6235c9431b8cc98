import { isObject, type JsonObject, type LayerId } from '../../model/index.ts';
import type { Binding } from '../keras/Binding.ts';
import type { Checkpoint } from './Checkpoint.ts';
import type { KerasObject } from './kerasMetadata.ts';
import type { ObjectGraph } from './ObjectGraph.ts';

/** What Keras says of a layer: its class, and its options. */
export interface KerasLayer {
  readonly className: string;
  readonly config: JsonObject;
}

/**
 * What Keras says of the layers that no config of the model lists, those of subclassed models: each is known by the variables
 * that its object holds. `pairs` leads from saved objects to those of the checkpoint.
 */
export function kerasLayers(
  metadata: ReadonlyMap<number, KerasObject>,
  pairs: ReadonlyMap<number, number>,
  { graph, variables }: Checkpoint,
  binding: Binding,
): ReadonlyMap<LayerId, KerasLayer> {
  const holders = holdersOf(metadata, pairs, graph);
  const layerAt = new Map(binding.variables.map(({ place, layer }) => [place, layer]));
  const layers = new Map<LayerId, KerasLayer>();
  for (const { node, tensor } of variables) {
    const holder = holders.get(node ?? -1);
    const layer = layerAt.get(tensor.place) ?? null;
    if (holder && layer !== null) layers.set(layer, holder);
  }
  return layers;
}

/** By object of the checkpoint: what Keras says of the object that holds it. */
function holdersOf(
  metadata: ReadonlyMap<number, KerasObject>,
  pairs: ReadonlyMap<number, number>,
  graph: ObjectGraph | null,
): ReadonlyMap<number, KerasLayer> {
  const holders = new Map<number, KerasLayer>();
  for (const [saved, { json }] of metadata) {
    const { class_name: className, config } = json;
    const children = graph?.[pairs.get(saved) ?? -1]?.children;
    if (typeof className !== 'string' || children === undefined) continue;
    const layer = { className, config: isObject(config) ? config : {} };
    for (const child of children.values()) if (!holders.has(child)) holders.set(child, layer);
  }
  return holders;
}
