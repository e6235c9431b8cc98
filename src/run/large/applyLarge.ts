import type * as tf from '@tensorflow/tfjs-core';
import { type KerasVersion, readOptions } from '../../keras/index.ts';
import type { JsonObject, Layer } from '../../model/index.ts';
import { Precision } from '../precision/Precision.ts';
import type { ResolvedCall } from '../Value.ts';
import type { LargeWeight, LargeWeights } from './LargeWeight.ts';
import { lookUp } from './lookUp.ts';
import { multiply } from './multiply.ts';

/** What a class does with a matrix of its own, and how a part of that is done with some rows. */
interface Application {
  readonly role: string;
  readonly shape: (options: JsonObject, x: tf.Tensor) => readonly unknown[];
  readonly apply: (x: tf.Tensor, weight: LargeWeight, version: KerasVersion | null) => Promise<tf.Tensor>;
}

/** The layers that hold the largest matrices. Others read theirs whole. */
const APPLICATIONS: Readonly<Record<string, Application>> = {
  Dense: {
    role: 'kernel',
    shape: ({ units }, x) => [x.shape[x.rank - 1], units],
    apply: multiply,
  },
  Embedding: {
    role: 'embeddings',
    shape: ({ input_dim: size, output_dim: width }) => [size, width],
    apply: lookUp,
  },
};

/** A large weight that a call can be computed without holding: its role, and what the layer makes of it. */
export interface Applied {
  readonly role: string;
  apply(): Promise<tf.Tensor>;
}

/**
 * How a call gets along without holding the largest weight of its layer; `null` where it has none, and where anything is
 * unusual: such a call is computed, or refused, with its weights whole.
 */
export function applicationOf(
  { kind, className, config }: Layer,
  { args, kwargs }: ResolvedCall,
  weights: LargeWeights,
  version: KerasVersion | null,
): Applied | null {
  const known = kind === 'layer' ? APPLICATIONS[className] : undefined;
  const weight = known && weights[known.role];
  const input = args[0] ?? kwargs.inputs;
  if (!weight || input?.kind !== 'value' || 'lora_rank' in config) return null;
  const { options } = readOptions(className, config, version);
  const { tensor, half } = input.value;
  if (half || new Precision(className, options.dtype).type !== null || tensor.dtype === 'string') return null;
  if (known.shape(options, tensor).join() !== weight.shape.join()) return null;
  return { role: known.role, apply: () => known.apply(tensor, weight, version) };
}
