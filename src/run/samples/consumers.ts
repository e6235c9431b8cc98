import { isObject, type JsonObject, type Layer, type Port } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { refsOf } from '../refs.ts';

/** Layers that hand values on as they are: what consumes them consumes the input. */
const HANDS_ON = new Set([
  ...[
    'InputLayer',
    'Identity',
    'Dropout',
    'SpatialDropout1D',
    'Reshape',
    'Flatten',
    'Permute',
    'RepeatVector',
  ],
  ...['Cast', 'GetItem', 'ExpandDims', 'Squeeze', 'Transpose', 'SlicingOpLambda'],
]);

/** A layer that reads an input of the model, as a class and its config; wrappers of one layer are looked into. */
export interface Consumer {
  readonly layer: Layer;
  readonly className: string;
  readonly config: JsonObject;
}

/** The layers that read an input, directly or through layers that change no value. */
export function consumersOf(model: RunnableModel, port: Port): Consumer[] {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  const reached = new Set([port.ref.node]);
  const found: Consumer[] = [];
  for (const node of model.graph.nodes) {
    if (!refsOf(node).some((ref) => reached.has(ref.node))) continue;
    const layer = layers.get(node.layer);
    if (!layer) continue;
    if (HANDS_ON.has(layer.className)) reached.add(node.id);
    else found.push(lookInside(layer));
  }
  return found;
}

function lookInside(layer: Layer): Consumer {
  const inner = layer.config.layer;
  const wraps = layer.className === 'TimeDistributed' && isObject(inner);
  if (wraps && typeof inner.class_name === 'string' && isObject(inner.config))
    return { layer, className: inner.class_name, config: inner.config };
  return { layer, className: layer.className, config: layer.config };
}
