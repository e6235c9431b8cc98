import type { KerasVersion } from '../../keras/index.ts';
import type { GraphNode, Json, Layer } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';

/** What a call hears as `training`. */
export type Mode = 'training' | 'inference';

/** In which mode a run calls what. Without any of it the run predicts. */
export interface Modes {
  /**
   * What the model is called with, `model(x, training=…)`. In Keras 2 a `training` that stands in a call wins over it, in
   * Keras 3 it wins over what calls say (`keras/src/models/functional.py`, `operation_fn`).
   */
  readonly model?: Mode;
  /** By node, by layer, or by nested model for all that is in it: over what the model and its calls say; the nearest counts. */
  readonly layers?: ReadonlyMap<string, Mode>;
  /** By class name, also of layers inside layers: over what the model and its calls say, below `layers`. */
  readonly classes?: ReadonlyMap<string, Mode>;
  /** Seed of what is random in training mode, 0 unless given. */
  readonly seed?: number;
}

/** The mode of one call. */
export interface CallMode {
  readonly mode: Mode;
  /** Whether it wins over what the call states. */
  readonly forced: boolean;
}

/** The mode of a run that nobody told anything. */
export const PREDICTING: CallMode = { mode: 'inference', forced: false };

/** What the run says about a node, before the call's own arguments are looked at. */
export function modeOf(
  node: Pick<GraphNode, 'id' | 'layer'>,
  className: string | undefined,
  modes: Modes = {},
): CallMode {
  const { layers, classes, model = 'inference' } = modes;
  const named = layers?.get(node.id) ?? nearest(node.layer, layers);
  const forced = named ?? classes?.get(className ?? '');
  return forced === undefined ? { mode: model, forced: false } : { mode: forced, forced: true };
}

function nearest(path: string, layers: Modes['layers']): Mode | undefined {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length--) {
    const found = layers?.get(parts.slice(0, length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Whether a call trains. In Keras 2 its own `training` wins unless it is None (`keras/src/engine/base_layer.py`,
 * `_set_training_mode`); in Keras 3 the model hands its own to every layer of the graph.
 */
export function trains(
  stated: Json | undefined,
  { mode, forced }: CallMode,
  version: KerasVersion | null,
): boolean {
  if (forced || version?.generation === 3) return mode === 'training';
  if (stated === undefined || stated === null) return mode === 'training';
  if (stated === false || stated === 0) return false;
  if (stated === true || stated === 1) return true;
  throw new RunStop(`Its argument training is ${JSON.stringify(stated)}.`);
}

/** Whether a node of the graph trains; a tensor as `training` is taken for no, its kernel refuses it. */
export function nodeTrains(
  node: GraphNode,
  layer: Layer | undefined,
  modes: Modes | undefined,
  version: KerasVersion | null,
): boolean {
  const { training } = node.kwargs;
  const mode = modeOf(node, layer?.className, modes);
  if (training === undefined) return trains(null, mode, version);
  return training.kind === 'constant' && trains(training.value, mode, version);
}
