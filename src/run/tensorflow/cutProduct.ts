import type { TfNode, TfSubgraph } from '../../model/index.ts';
import { plainName } from './topology.ts';

/** A product with a matrix that is not to be held, and the operations before and after it. */
export interface CutProduct {
  /** The placeholder of the matrix. */
  readonly matrix: string;
  /** Puts out what is multiplied with it. */
  readonly before: TfSubgraph;
  /** Takes the product as its last input. */
  readonly after: TfSubgraph;
}

/** In loops and branches an operation runs more than once, or never. */
const FLOWS = /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond)$/;

/** The first plain `MatMul` with such a matrix on its right; `null` where there is none that can be cut out. */
export function cutProduct(
  subgraph: TfSubgraph,
  isLarge: (placeholder: string) => boolean,
): CutProduct | null {
  const { nodes } = subgraph;
  if (nodes.some(({ op }) => FLOWS.test(op))) return null;
  const product = nodes.find((node) => isPlain(node) && isLarge(plainName(node.inputs[1] ?? '')));
  const [x, y] = product?.inputs ?? [];
  if (product === undefined || x === undefined || y === undefined) return null;
  const matrix = plainName(y);
  const readers = nodes.flatMap(({ inputs }) => inputs.map(plainName)).filter((name) => name === matrix);
  if (readers.length > 1 || subgraph.outputs.some((name) => plainName(name) === matrix)) return null;
  const dtype = product.attrs.get('T');
  const stand: TfNode = {
    ...{ name: product.name, op: 'Placeholder', inputs: [] },
    attrs: new Map(dtype ? [['dtype', dtype]] : []),
  };
  return {
    matrix,
    before: partOf(subgraph, nodes, [x]),
    after: partOf(
      { ...subgraph, inputs: [...subgraph.inputs, product.name] },
      nodes.map((node) => (node === product ? stand : node)),
      subgraph.outputs,
      product.name,
    ),
  };
}

function isPlain({ op, attrs }: TfNode): boolean {
  const is = (name: string): boolean => {
    const attr = attrs.get(name);
    return attr?.kind === 'b' && attr.value;
  };
  const type = attrs.get('T');
  return (
    op === 'MatMul' &&
    !is('transpose_a') &&
    !is('transpose_b') &&
    type?.kind === 'type' &&
    type.value === 'float32'
  );
}

/** What some tensors need of a graph, and no more. `always` is an input that stays though nothing may read it. */
function partOf(
  { inputs, weights, stop }: TfSubgraph,
  nodes: readonly TfNode[],
  outputs: readonly string[],
  always?: string,
): TfSubgraph {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const needed = new Set([...outputs.map(plainName), ...(always === undefined ? [] : [always])]);
  for (const name of needed) for (const input of byName.get(name)?.inputs ?? []) needed.add(plainName(input));
  return {
    nodes: nodes.filter(({ name }) => needed.has(name)),
    inputs: inputs.filter((name) => needed.has(name)),
    weights: new Map([...weights].filter(([name]) => needed.has(name))),
    outputs,
    stop,
  };
}
