import { isForeign } from '../../keras/index.ts';
import { type GraphNode, type NodeId, ReadError, type Tensor } from '../../model/index.ts';
import { upload } from '../hostTensor.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import type { Value } from '../Value.ts';
import { suppliedFor } from './CustomLayer.ts';

/** A layer whose code is neither in the file nor supplied, and what was recorded of it. */
export interface RecordedOutput {
  readonly node: NodeId;
  readonly layer: string;
  readonly tensors: readonly Tensor[];
}

/**
 * Finds recorded activations (`layer:NAME`, further tensors `layer:NAME:1`, further calls `layer:NAME#1`) for layers that
 * cannot be computed. Throws `ReadError('corrupt')` when they are of another number of samples.
 */
export function recordedOutputs(
  model: RunnableModel,
  recorded: ReadonlyMap<string, Tensor>,
  count: number,
): RecordedOutput[] {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  return model.graph.nodes.flatMap((node): RecordedOutput[] => {
    const layer = layers.get(node.layer);
    if (!layer || !isForeign(layer) || suppliedFor(layer, model.custom)) return [];
    const tensors = recordedTensors(node, recorded, count);
    return tensors.length > 0 ? [{ node: node.id, layer: node.layer, tensors }] : [];
  });
}

/**
 * What was recorded of one call: `layer:NAME`, further tensors `layer:NAME:1`, further calls `layer:NAME#1`. Throws
 * `ReadError('corrupt')` when it is of another number of samples.
 */
export function recordedTensors(
  { layer, call }: Pick<GraphNode, 'layer' | 'call'>,
  recorded: ReadonlyMap<string, Tensor>,
  count: number,
): Tensor[] {
  const name = `layer:${layer}${call > 0 ? `#${call}` : ''}`;
  const tensors: Tensor[] = [];
  for (let tensor = recorded.get(name); tensor; tensor = recorded.get(`${name}:${tensors.length}`)) {
    if (tensor.shape[0] !== count)
      throw new ReadError(
        'corrupt',
        `The array ${name} was recorded for ${tensor.shape[0] ?? 0} samples; there are ${count}.`,
      );
    tensors.push(tensor);
  }
  return tensors;
}

/** The recorded outputs as values of a run, on the current backend. */
export function recordedValues(outputs: readonly RecordedOutput[]): Map<NodeId, readonly Value[]> {
  return new Map(
    outputs.map(({ node, tensors }) => [
      node,
      tensors.map((tensor) => ({ tensor: upload(tensor), mask: null })),
    ]),
  );
}
