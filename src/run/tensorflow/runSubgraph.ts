import * as tf from '@tensorflow/tfjs-core';
import type { GraphNode, TfSubgraph } from '../../model/index.ts';
import type { WeightSource } from '../DeviceWeights.ts';
import type { LargeWeight } from '../large/LargeWeight.ts';
import { multiply } from '../large/multiply.ts';
import { RunStop } from '../RunStop.ts';
import { type ResolvedCall, type Value, valuesOfCall } from '../Value.ts';
import { type CutProduct, cutProduct } from './cutProduct.ts';
import { Subgraphs } from './Subgraphs.ts';

/**
 * Computes one call of a layer that is made of TensorFlow operations. Weights come by layer and role, so that others can
 * stand in; what is multiplied with a matrix too large to be held is computed before it, and the rest after it.
 */
export async function runSubgraph(
  subgraphs: Subgraphs,
  node: GraphNode,
  call: ResolvedCall,
  source: WeightSource,
): Promise<Value[]> {
  const inputs = valuesOfCall(call).map(({ tensor }) => tensor);
  const subgraph = subgraphs.of(node.id);
  const cut = subgraph && cutAtLarge(subgraph, source);
  const tensors =
    subgraph && cut
      ? await runCut(subgraph, cut, inputs, source)
      : await subgraphs.run(node.id, inputs, await weightsOf(subgraph, source));
  return tensors.map((tensor) => ({ tensor, mask: null }));
}

function cutAtLarge(subgraph: TfSubgraph, source: WeightSource): CutProduct | null {
  return cutProduct(subgraph, (placeholder) => largeAt(subgraph, placeholder, source) !== undefined);
}

function largeAt(
  { weights }: TfSubgraph,
  placeholder: string,
  source: WeightSource,
): LargeWeight | undefined {
  const at = weights.get(placeholder);
  return at && source.large(at.layer)[at.role];
}

/** The weights that a graph reads. Large ones of the same layers that it does not read stay where they are. */
async function weightsOf(subgraph: TfSubgraph | null, source: WeightSource): Promise<Map<string, tf.Tensor>> {
  const read = [...(subgraph?.weights ?? [])];
  const weights = new Map<string, tf.Tensor>();
  for (const [placeholder, { layer, role }] of read) {
    const wanted = new Set(read.flatMap(([, at]) => (at.layer === layer ? [at.role] : [])));
    const without = Object.keys(source.large(layer)).filter((it) => !wanted.has(it));
    const held = (await source.of(layer, new Set(without)))[role];
    if (!held) throw new RunStop(`The file holds no weight "${role}" of ${layer}.`);
    weights.set(placeholder, held);
  }
  return weights;
}

async function runCut(
  subgraph: TfSubgraph,
  { matrix, before, after }: CutProduct,
  inputs: readonly tf.Tensor[],
  source: WeightSource,
): Promise<tf.Tensor[]> {
  const given = new Map(subgraph.inputs.map((name, i) => [name, inputs[i] as tf.Tensor]));
  const weight = largeAt(subgraph, matrix, source);
  const [x] = await runPart(before, given, source);
  try {
    if (!x || !weight || x.rank !== 2 || x.shape[1] !== weight.shape[0])
      throw new RunStop(`It multiplies ${x?.shape.join(' × ')} with ${weight?.shape.join(' × ')}.`);
    const product = await multiply(x, weight);
    try {
      const last = after.inputs[after.inputs.length - 1] as string;
      return await runPart(after, new Map([...given, [last, product]]), source);
    } finally {
      product.dispose();
    }
  } finally {
    tf.dispose(x ?? []);
  }
}

/** Runs a part of a call, in parts again where it holds more such products. */
async function runPart(
  part: TfSubgraph,
  given: ReadonlyMap<string, tf.Tensor>,
  source: WeightSource,
): Promise<tf.Tensor[]> {
  const inputs = part.inputs.map((name) => given.get(name) as tf.Tensor);
  const cut = cutAtLarge(part, source);
  if (cut) return runCut(part, cut, inputs, source);
  const alone = new Subgraphs(new Map([['part', part]]));
  try {
    return await alone.run('part', inputs, await weightsOf(part, source));
  } finally {
    alone.dispose();
  }
}
