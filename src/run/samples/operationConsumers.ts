import {
  type GraphNode,
  type Json,
  type JsonObject,
  type Port,
  type Tensor,
  type TensorProto,
  type TfNode,
  type TfSubgraph,
  tensorsIn,
  toFloat64,
} from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import type { Consumer } from './consumers.ts';

/** Operations that hand a value on in another form: all of what they are given first, or one of two where it is chosen. */
const FORMS: ReadonlySet<string> = new Set([
  ...['Cast', 'Reshape', 'ExpandDims', 'Squeeze', 'Transpose', 'StridedSlice', 'Slice', 'Tile', 'Pack'],
  ...['StringLower', 'StringUpper', 'StaticRegexReplace', 'StringSplitV2', 'StringStrip'],
]);
const CHOICES: ReadonlySet<string> = new Set(['SelectV2', 'Select']);

const handsOn = (op: string, at: number): boolean =>
  (at === 0 && FORMS.has(op)) || (at > 0 && CHOICES.has(op));

/** What reads a tensor of a subgraph: an operation, and the way there. */
interface Reading {
  readonly node: TfNode;
  readonly at: number;
  readonly splits: boolean;
}

/**
 * What the operations of a graph do with an input, as the layers of Keras that would do so: rows of a table that ids choose
 * (`Embedding`), words or numbers that are looked up, texts that are split first. Empty for a model without operations.
 */
export async function operationConsumers(model: RunnableModel, port: Port): Promise<Consumer[]> {
  if (!model.operations) return [];
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  /** Tensors that hold the input's values, by node and output, and whether texts were split on the way. */
  const carried = new Map([[keyOf(port.ref), false]]);
  const found: Consumer[] = [];
  for (const node of model.graph.nodes) {
    const [subgraph, layer] = [model.operations.get(node.id), layers.get(node.layer)];
    if (!subgraph || !layer) continue;
    for (const reading of readingsOf(node, subgraph, carried)) {
      const as = await consumerOf(reading, subgraph, model);
      if (as) found.push({ layer, ...as });
    }
  }
  return found;
}

const keyOf = ({ node, output }: Port['ref']): string => `${node}:${output}`;

/** Follows the input's values through one call; notes in `carried` what it hands on. */
function readingsOf(node: GraphNode, subgraph: TfSubgraph, carried: Map<string, boolean>): Reading[] {
  const held = new Map<string, boolean>();
  node.args.flatMap(tensorsIn).forEach(({ ref }, i) => {
    const splits = carried.get(keyOf(ref));
    const local = subgraph.inputs[i];
    if (splits !== undefined && local !== undefined) held.set(local, splits);
  });
  const readings: Reading[] = [];
  // A map grows while it is walked.
  for (const [name, splits] of held)
    for (const reading of readersOf(name, splits, subgraph)) {
      const { node: reader, at } = reading;
      if (!handsOn(reader.op, at)) readings.push(reading);
      else if (!held.has(reader.name)) held.set(reader.name, splits || reader.op === 'StringSplitV2');
    }
  subgraph.outputs.forEach((tensor, output) => {
    const splits = held.get(nodeOf(tensor));
    if (splits !== undefined) carried.set(keyOf({ node: node.id, output }), splits);
  });
  return readings;
}

function readersOf(name: string, splits: boolean, { nodes }: TfSubgraph): Reading[] {
  return nodes.flatMap((node) => {
    const at = node.inputs.findIndex((input) => nodeOf(input) === name);
    return at < 0 ? [] : [{ node, at, splits }];
  });
}

type Known = Omit<Consumer, 'layer'>;

const READERS: Readonly<
  Record<string, (reading: Reading, subgraph: TfSubgraph, model: RunnableModel) => Promise<Known | null>>
> = {
  GatherV2: async ({ node, at }, subgraph, model) =>
    at === 1 ? chosen(await rowsOf(node.inputs[0], subgraph, model)) : null,
  OneHot: async ({ node, at }, subgraph) => (at === 0 ? chosen(numberIn(node.inputs[1], subgraph)) : null),
  DenseBincount: async ({ node, at }, subgraph) =>
    at === 0 ? chosen(numberIn(node.inputs[1], subgraph)) : null,
  TwinspectLookup: async ({ node, at, splits }, subgraph) =>
    at === 0 ? lookedUp(constantOf(node.inputs[2], subgraph)?.value() ?? null, splits) : null,
};

async function consumerOf(
  reading: Reading,
  subgraph: TfSubgraph,
  model: RunnableModel,
): Promise<Known | null> {
  return (await READERS[reading.node.op]?.(reading, subgraph, model)) ?? null;
}

const chosen = (rows: number | null): Known | null =>
  rows === null ? null : { className: 'Embedding', config: { input_dim: rows } };

function lookedUp(keys: Tensor | null, splits: boolean): Known | null {
  if (keys === null) return null;
  const config = (vocabulary: readonly Json[]): JsonObject => ({ vocabulary, mask_token: null });
  if (keys.strings)
    return { className: splits ? 'TextVectorization' : 'StringLookup', config: config(keys.strings) };
  return { className: 'IntegerLookup', config: config([...(toFloat64(keys) ?? [])]) };
}

/** How many rows a table has: a variable's, or a constant's. */
async function rowsOf(
  tensor: string | undefined,
  subgraph: TfSubgraph,
  model: RunnableModel,
): Promise<number | null> {
  const owner = subgraph.weights.get(nodeOf(tensor ?? ''));
  if (!owner) return constantOf(tensor, subgraph)?.shape[0] ?? null;
  const { layer, role } = owner;
  const large = model.largeOf?.(layer) ?? {};
  const shape = (large[role] ?? (await model.weightsOf(layer, new Set(Object.keys(large))))[role])?.shape;
  return shape?.[0] ?? null;
}

function numberIn(tensor: string | undefined, subgraph: TfSubgraph): number | null {
  const value = constantOf(tensor, subgraph)?.value();
  return (value && toFloat64(value)?.[0]) ?? null;
}

function constantOf(tensor: string | undefined, { nodes }: TfSubgraph): TensorProto | null {
  const value = nodes.find(({ name }) => name === nodeOf(tensor ?? ''))?.attrs.get('value');
  return value?.kind === 'tensor' ? value.value : null;
}

const nodeOf = (tensor: string): string => tensor.replace(/:\d+$/, '');
