import { type Capture, ReadError, type TensorInfo, type TfProgram } from '../../../model/index.ts';
import type { Entry, TracedEntry } from './chooseEntry.ts';
import { type FlatNode, INPUT, nodeOf } from './FlatNode.ts';
import { Flattener } from './Flattener.ts';
import { readTables } from './readTables.ts';
import { passIdentities, rewriteOps } from './rewriteOps.ts';

/** A signature's tensor and the tensor of the flat graph that it is. */
export interface FlatPort {
  readonly info: TensorInfo;
  readonly tensor: string;
}

/** A program as one graph without functions. */
export interface FlatGraph {
  /** What the outputs need, and no more. TF1 loops are cycles. */
  readonly nodes: ReadonlyMap<string, FlatNode>;
  readonly inputs: readonly FlatPort[];
  readonly outputs: readonly FlatPort[];
}

/** Inlines, lowers and prunes a program down to what an entry computes. */
export async function flattenProgram(program: TfProgram, entry: Entry): Promise<FlatGraph> {
  const graph = new Flattener(program);
  const [inputs, outputs] = [portsOf(entry.inputs), portsOf(entry.outputs)];
  const flat = entry.kind === 'trace' ? traced(graph, entry) : signed(graph, inputs, outputs);
  graph.effects(program.initializers);
  const fed = new Set(flat.inputs.map(nodeOf));
  passIdentities(graph, fed);
  rewriteOps(graph, program, await readTables(program, graph), fed);
  const given = inputs.map(({ info }, i) => ({ info, tensor: flat.inputs[i] as string }));
  const answers = outputs.map(({ info }, i) => ({ info, tensor: graph.resolve(flat.outputs[i] as string) }));
  return { nodes: pruned(graph, [...given, ...answers]), inputs: given, outputs: answers };
}

interface FlatTensors {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

function signed(graph: Flattener, inputs: readonly FlatPort[], outputs: readonly FlatPort[]): FlatTensors {
  return {
    inputs: graph.tensors(inputs.map(({ tensor }) => tensor)),
    outputs: graph.tensors(outputs.map(({ tensor }) => tensor)),
  };
}

/** A trace is called by nobody in the graph: its arguments are placeholders of our own, then what it captures. */
function traced(graph: Flattener, { trace, inputs, outputs }: TracedEntry): FlatTensors {
  const fed = inputs.map(({ key }, i) =>
    graph.add({ name: `input/${i}`, op: INPUT, inputs: [], attrs: new Map(), scope: [], own: key }),
  );
  const captured = trace.captures.map((capture, i) => capturedBy(graph, capture, i));
  const call = { name: trace.name, attrs: new Map(), scope: [], chain: [] };
  const results = graph.run({ ...call, args: [...fed, ...captured] });
  if ('because' in results) throw new ReadError('unsupported-feature', results.because, trace.name);
  if (results.length !== outputs.length)
    throw new ReadError(
      'unsupported-feature',
      `${trace.name} hands back ${results.length} tensors, and its description names ${outputs.length}.`,
      trace.name,
    );
  return { inputs: fed, outputs: results };
}

/** Variables are known by the captures themselves. */
function capturedBy(graph: Flattener, capture: Capture, i: number): string {
  const name = `captured/${i}`;
  if (capture.kind === 'constant') return graph.tensors([capture.node])[0] as string;
  const asset = capture.kind === 'asset' ? graph.program.assets[capture.asset]?.tensor : null;
  if (asset) return graph.tensors([asset])[0] as string;
  return graph.stop(name, [], `It reads a ${capture.kind} that the graph does not hold.`);
}

function portsOf(infos: readonly TensorInfo[]): FlatPort[] {
  return infos.map((info) => {
    if (info.tensor !== null) return { info, tensor: info.tensor };
    throw new ReadError(
      'unsupported-feature',
      `"${info.key}" of the signature is a sparse or ragged tensor, which cannot be fed.`,
      info.key,
    );
  });
}

function pruned(graph: Flattener, ports: readonly FlatPort[]): Map<string, FlatNode> {
  const kept = new Map<string, FlatNode>();
  const queue = ports.map(({ tensor }) => nodeOf(tensor));
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const node = graph.nodes.get(name);
    if (kept.has(name)) continue;
    if (!node) throw new ReadError('corrupt', 'The graph reads a tensor that nothing makes.', name);
    const inputs = node.inputs.map((input) => graph.resolve(input));
    kept.set(name, { ...node, inputs });
    for (const input of inputs) queue.push(nodeOf(input));
  }
  return kept;
}
