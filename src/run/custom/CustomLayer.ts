import * as tf from '@tensorflow/tfjs-core';
import type { Json, JsonObject, Layer } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import { constantOf, type Resolved, type ResolvedCall, type Value, valuesIn } from '../Value.ts';

/** What a supplied layer is told besides its inputs. */
export interface CustomSite {
  /** The layer's config, as the file holds it. */
  readonly config: JsonObject;
  /** Its weights by role: `kernel`, or `dense/kernel` for those of a layer inside. */
  readonly weights: Readonly<Record<string, tf.Tensor>>;
  /** Keyword arguments of the call. */
  readonly kwargs: Readonly<Record<string, Json | tf.Tensor | readonly tf.Tensor[]>>;
  /** TensorFlow.js, on the backend that is current. */
  readonly tf: typeof tf;
}

/**
 * Computes a layer whose code no file holds: one tensor, or several where the layer is called with several, to one or
 * several. Runs inside `tidy`, so that only what it returns is kept.
 */
export type CustomLayer = (
  inputs: tf.Tensor | readonly tf.Tensor[],
  site: CustomSite,
) => tf.Tensor | readonly tf.Tensor[];

/** Layers that the user supplies, by name of the layer or of its class. */
export interface CustomLayers {
  /** The file that they come from, for the report. */
  readonly source: string;
  readonly layers: Readonly<Record<string, CustomLayer>>;
}

/** The code that was supplied for a layer: for this one by name, else for its class. */
export function suppliedFor(
  { id, className }: Pick<Layer, 'id' | 'className'>,
  supplied: CustomLayers | null | undefined,
): CustomLayer | null {
  const key = [id, className].find((name) => Object.hasOwn(supplied?.layers ?? {}, name));
  return key === undefined ? null : (supplied?.layers[key] ?? null);
}

/** Runs supplied code. Throws `RunStop` when it throws, or returns anything but tensors. */
export function callCustom(
  compute: CustomLayer,
  layer: Layer,
  { args, kwargs }: ResolvedCall,
  weights: Readonly<Record<string, tf.Tensor>>,
): Value[] {
  const tensors = args.flatMap(valuesIn).map(({ tensor }) => tensor);
  const [first] = tensors;
  const single = args.length === 1 && args[0]?.kind === 'value' && first !== undefined;
  const site: CustomSite = {
    config: layer.config,
    weights,
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([key, value]) => [key, plain(value)])),
    tf,
  };
  const results = attempt(layer.className, () => compute(single ? first : tensors, site));
  const list = Array.isArray(results) ? (results as readonly unknown[]) : [results];
  if (list.length === 0 || !list.every((it) => it instanceof tf.Tensor))
    throw new RunStop(
      `The code supplied for ${layer.className} must return one tensor or a list of tensors.`,
    );
  return list.map((tensor) => ({ tensor: tensor as tf.Tensor, mask: null }));
}

function plain(argument: Resolved): CustomSite['kwargs'][string] {
  const constant = constantOf(argument);
  if (constant !== undefined) return constant;
  const tensors = valuesIn(argument).map(({ tensor }) => tensor);
  return argument.kind === 'value' ? (tensors[0] as tf.Tensor) : tensors;
}

function attempt<T>(className: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RunStop(`The code supplied for ${className} failed: ${reason}`);
  }
}
