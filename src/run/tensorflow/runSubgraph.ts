import type * as tf from '@tensorflow/tfjs-core';
import type { GraphNode } from '../../model/index.ts';
import type { WeightSource } from '../DeviceWeights.ts';
import { RunStop } from '../RunStop.ts';
import { type ResolvedCall, type Value, valuesOfCall } from '../Value.ts';
import type { Subgraphs } from './Subgraphs.ts';

/** Computes one call of a layer that is made of TensorFlow operations. Weights come by layer and role, so that others can stand in. */
export async function runSubgraph(
  subgraphs: Subgraphs,
  node: GraphNode,
  call: ResolvedCall,
  source: WeightSource,
): Promise<Value[]> {
  const weights = new Map<string, tf.Tensor>();
  for (const [placeholder, { layer, role }] of subgraphs.of(node.id)?.weights ?? []) {
    const held = (await source.of(layer))[role];
    if (!held) throw new RunStop(`The file holds no weight "${role}" of ${layer}.`);
    weights.set(placeholder, held);
  }
  const inputs = valuesOfCall(call).map(({ tensor }) => tensor);
  const tensors = await subgraphs.run(node.id, inputs, weights);
  return tensors.map((tensor) => ({ tensor, mask: null }));
}
