import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { LayerId } from '../../model/index.ts';
import { download, type HostValue } from '../hostTensor.ts';
import type { Library } from './loadLayersModel.ts';

/** Outputs by layer and number of the call. */
export type Recorded = Map<string, readonly HostValue[]>;

/** The key of a call. */
export const callKey = (layer: LayerId, call: number): string => `${layer}\n${call}`;

/** What of tfjs-layers' graph is read here; its types keep these to themselves. */
interface Node {
  readonly inputTensors: readonly SymbolicTensor[];
  readonly outputTensors: readonly SymbolicTensor[];
}
interface Container {
  readonly containerNodes: ReadonlySet<string>;
  readonly layers: readonly (Container & { readonly name: string; readonly inboundNodes: readonly Node[] })[];
  readonly inputs: readonly SymbolicTensor[];
  getClassName(): string;
}

interface Call {
  readonly layer: Container['layers'][number];
  readonly id: LayerId;
  readonly call: number;
  readonly node: Node;
}

/** Runs a model as TensorFlow.js predicts: one batch. The caller frees what comes back. */
export function predict(model: LayersModel, inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const given = inputs.length === 1 ? (inputs[0] as tf.Tensor) : [...inputs];
  const answer = tf.tidy(() => model.predictOnBatch(given));
  return Array.isArray(answer) ? answer : [answer];
}

/**
 * Records what every layer puts out, those of nested models too, by models that share the layers and fetch all outputs
 * at once. Such a model does not own its layers and must not be disposed: the original is.
 */
export async function recordOutputs(
  library: Library,
  model: LayersModel,
  inputs: readonly tf.Tensor[],
  into: Recorded,
  path = '',
  round = 0,
): Promise<void> {
  const container = model as unknown as Container;
  const calls = callsOf(container, path, round);
  if (calls.length === 0) return;
  const symbols = calls.flatMap(({ node }) => node.outputTensors);
  const probe = library.model({
    inputs: [...container.inputs],
    outputs: [...symbols],
  });
  const tensors = predict(probe, inputs);
  const byId = new Map(symbols.map((symbol, i) => [symbol.id, tensors[i] as tf.Tensor]));
  container.inputs.forEach((symbol, i) => {
    byId.set(symbol.id, inputs[i] as tf.Tensor);
  });
  try {
    for (const { id, call, node, layer } of calls) {
      const values: HostValue[] = [];
      for (const { id: symbol } of node.outputTensors)
        values.push(await download(byId.get(symbol) as tf.Tensor));
      into.set(callKey(id, call), values);
      if (!isModel(layer)) continue;
      const given = node.inputTensors.map((symbol) => byId.get(symbol.id));
      if (given.every((it) => it !== undefined))
        await recordOutputs(library, layer as unknown as LayersModel, given, into, `${id}/`, call);
    }
  } finally {
    tf.dispose(tensors);
  }
}

const isModel = (layer: Container['layers'][number]): boolean =>
  ['Model', 'Functional', 'Sequential'].includes(layer.getClassName());

/** The calls of a model's layers. In its `round`-th call the layers inside are on their calls from there. */
function callsOf({ layers, containerNodes }: Container, path: string, round: number): Call[] {
  return layers.flatMap((layer) => {
    if (layer.getClassName() === 'InputLayer') return [];
    const own = layer.inboundNodes.filter((_, i) => containerNodes.has(`${layer.name}_ib-${i}`));
    return own.map(
      (node, i): Call => ({
        layer,
        id: path + layer.name,
        call: round * own.length + i,
        node,
      }),
    );
  });
}
