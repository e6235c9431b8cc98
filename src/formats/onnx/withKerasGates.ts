import { DTYPE_BYTES, type FileSet, type ReadNote, type Shape, sizeOf } from '../../model/index.ts';
import type { ConvertedGraph, ConvertedNode } from '../converted/ConvertedGraph.ts';
import type { RangedTensor } from '../rangedStore.ts';

/** A recurrent operator: Keras' gates in its order, each by its place in ONNX' (ONNX, Operator Schemas; `keras/src/layers/rnn`). */
const GATES: Readonly<Record<string, readonly number[]>> = {
  // Keras: i f c o. ONNX: i o f c.
  LSTM: [0, 2, 3, 1],
  // Both: z r h.
  GRU: [0, 1, 2],
  RNN: [0],
};

interface Places {
  readonly kernel: number;
  readonly recurrent: number;
  readonly bias: number;
  readonly recurrentBias: number;
}

/** Where the parts stand among a node's inputs, by direction; those behind the eighth are ours. */
const ONE_WAY: readonly Places[] = [{ kernel: 1, recurrent: 2, bias: 3, recurrentBias: 8 }];
const BOTH_WAYS: readonly Places[] = [
  { kernel: 9, recurrent: 10, bias: 11, recurrentBias: 12 },
  { kernel: 13, recurrent: 14, bias: 15, recurrentBias: 16 },
];

/** With ours. */
const INPUTS = 17;

const NOTE: ReadNote = {
  code: 'keras-gates',
  message:
    'Weights of LSTM, GRU and RNN operators are shown as Keras lays them out: each direction by itself, gates in Keras’ order, inputs along the first axis.',
  where: null,
};

/**
 * The graph with the weights of its recurrent operators as Keras has them, derived when they are read. ONNX stacks the
 * directions, turns the kernels and appends the recurrent bias; where that is zero throughout, Keras has none. Operators
 * whose shapes do not fit each other stay as they are.
 */
export async function withKerasGates(graph: ConvertedGraph, files: FileSet): Promise<ConvertedGraph> {
  const constants = new Map(graph.constants);
  const nodes: ConvertedNode[] = [];
  const stacked = new Set<string>();
  for (const node of graph.nodes) {
    const cell = cellOf(node, graph);
    nodes.push(cell === null ? node : await laidOut(node, cell, constants, files));
    if (cell !== null) for (const input of node.inputs.slice(1, 4)) stacked.add(input);
  }
  if (stacked.size === 0) return graph;
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  for (const name of stacked) if (!read.has(name) && !graph.outputs.has(name)) constants.delete(name);
  return { ...graph, nodes, constants, notes: [...graph.notes, NOTE] };
}

/** A node that reads the parts of each direction; they are added to the constants. */
async function laidOut(
  node: ConvertedNode,
  cell: Cell,
  constants: Map<string, RangedTensor>,
  files: FileSet,
): Promise<ConvertedNode> {
  const inputs = Array.from({ length: INPUTS }, (_, i) => (i > 0 && i < 4 ? '' : (node.inputs[i] ?? '')));
  for (const [side, places] of (cell.directions === 2 ? BOTH_WAYS : ONE_WAY).entries())
    for (const [part, tensor] of Object.entries(await partsOf(cell, side, files))) {
      const name = `${node.name}/${part}${side === 0 ? '' : ' (backward)'}`;
      constants.set(name, { ...tensor, place: name });
      inputs[places[part as keyof Places]] = name;
    }
  return { ...node, inputs };
}

/** A recurrent operator whose weights are constants that fit each other. */
interface Cell {
  readonly gates: readonly number[];
  readonly directions: number;
  readonly units: number;
  readonly inputs: number;
  readonly kernel: RangedTensor;
  readonly recurrent: RangedTensor;
  readonly bias: RangedTensor | null;
  /** GRU with `reset_after`: both biases belong to the layer, whatever they hold. */
  readonly twoBiases: boolean;
}

function cellOf({ op, inputs, attributes }: ConvertedNode, { constants }: ConvertedGraph): Cell | null {
  const gates = Object.hasOwn(GATES, op) ? GATES[op] : undefined;
  const [, w = '', r = '', b = ''] = inputs;
  const [kernel, recurrent, bias] = [constants.get(w), constants.get(r), constants.get(b)];
  if (!gates || !kernel || !recurrent || (b !== '' && !bias)) return null;
  const [directions = 0, , width = 0] = kernel.dataset.shape;
  const units = recurrent.dataset.shape[2] ?? 0;
  const rows = gates.length * units;
  const has = (tensor: RangedTensor, shape: Shape): boolean => tensor.dataset.shape.join() === shape.join();
  const wanted = attributes.direction === 'bidirectional' ? 2 : 1;
  const fits =
    directions === wanted &&
    has(kernel, [directions, rows, width]) &&
    has(recurrent, [directions, rows, units]) &&
    (!bias || has(bias, [directions, 2 * rows]));
  if (!fits) return null;
  const twoBiases = op === 'GRU' && attributes.linear_before_reset === 1;
  return { gates, directions, units, inputs: width, kernel, recurrent, bias: bias ?? null, twoBiases };
}

type Parts = Readonly<Partial<Record<keyof Places, RangedTensor>>>;

async function partsOf(cell: Cell, side: number, files: FileSet): Promise<Parts> {
  const { gates, units, inputs, kernel, recurrent, bias } = cell;
  const rows = gates.length * units;
  const turned = (tensor: RangedTensor, width: number): RangedTensor =>
    derived(tensor, [width, rows], files, (to) => {
      const [input, column] = [Math.floor(to / rows), to % rows];
      return (side * rows + inOnnx(cell, column)) * width + input;
    });
  const kernels = { kernel: turned(kernel, inputs), recurrent: turned(recurrent, units) };
  if (bias === null) return kernels;
  const from = (half: number) => (to: number) => (2 * side + half) * rows + inOnnx(cell, to % rows);
  if (cell.twoBiases)
    return {
      ...kernels,
      bias: derived(bias, [2, rows], files, (to) => from(Math.floor(to / rows))(to)),
    };
  const own = derived(bias, [rows], files, from(0));
  const recurrentBias = derived(bias, [rows], files, from(1));
  const isZero = (await (recurrentBias.load as Load)()).every((byte) => byte === 0);
  return isZero ? { ...kernels, bias: own } : { ...kernels, bias: own, recurrentBias };
}

/** The row of ONNX that a column of Keras is. */
const inOnnx = ({ gates, units }: Cell, column: number): number =>
  (gates[Math.floor(column / units)] as number) * units + (column % units);

type Load = NonNullable<RangedTensor['load']>;

/** A tensor whose element `to` is element `placeOf(to)` of another. */
function derived(
  source: RangedTensor,
  shape: Shape,
  files: FileSet,
  placeOf: (to: number) => number,
): RangedTensor {
  const { dtype } = source.dataset;
  const width = DTYPE_BYTES[dtype];
  const count = sizeOf(shape);
  const load: Load = async () => {
    const given = await bytesOf(source, files);
    const made = new Uint8Array(count * width);
    for (let to = 0; to < count; to++) {
      const from = placeOf(to) * width;
      for (let i = 0; i < width; i++) made[to * width + i] = given[from + i] as number;
    }
    return made;
  };
  return {
    ...source,
    dataset: { ...source.dataset, shape, byteLength: count * width },
    storage: { member: null, layout: { kind: 'inflated', why: 'laid out otherwise by ONNX' } },
    range: null,
    load,
  };
}

async function bytesOf({ range, load }: RangedTensor, files: FileSet): Promise<Uint8Array> {
  if (load) return load();
  if (!range) return new Uint8Array(0);
  return (await files.open(range.path)).read(range.at, range.length);
}
