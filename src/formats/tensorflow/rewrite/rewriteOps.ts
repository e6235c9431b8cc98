import type { AttrValue, TensorProto, TfProgram } from '../../../model/index.ts';
import { type FlatNode, INPUT, nodeOf, STOP, textAttr, textOfAttr, VARIABLE } from './FlatNode.ts';
import type { Flattener } from './Flattener.ts';
import type { Tables } from './readTables.ts';

/** Operations that hand on what they are given. */
const HANDS_ON: ReadonlySet<string> = new Set([
  ...['Identity', 'IdentityN', 'RefIdentity', 'StopGradient', 'PreventGradient', 'Snapshot', 'DeepCopy'],
  ...['EnsureShape', 'CheckNumerics', 'CheckNumericsV2', 'PlaceholderWithDefault', 'Print', '_SwitchN'],
]);

/** Operations whose answer is another at every call. */
const RANDOM =
  /^(Stateless)?(Random|TruncatedNormal|ParameterizedTruncatedNormal|Multinomial|StatefulUniform|StatefulStandardNormal|StatefulTruncatedNormal|StatefulRandomBinomial|SampleDistortedBoundingBox)|^RngReadAndSkip$|^RngSkip$/;

interface Rewriting {
  readonly graph: Flattener;
  readonly program: TfProgram;
  readonly tables: Tables;
}

/** Puts something else in the place of an operation. */
type Rewrite = (node: FlatNode, it: Rewriting) => void;

const replace = (node: FlatNode, { graph }: Rewriting, change: Partial<FlatNode>): void => {
  graph.nodes.set(node.name, { ...node, ...change });
};

const refuse = (node: FlatNode, it: Rewriting, because: string): void =>
  replace(node, it, { op: STOP, inputs: [], attrs: new Map([['because', textAttr(because)]]) });

const read: Rewrite = (node, { graph }) => {
  graph.nodes.delete(node.name);
  graph.alias(`${node.name}:0`, graph.resolve(node.inputs[0] ?? ''));
};

const gather: Rewrite = (node, it) => {
  const { graph } = it;
  const batch = node.attrs.get('batch_dims');
  const axis = graph.add(
    constant(`${node.name}/axis`, node, wholeNumber(batch?.kind === 'i' ? Number(batch.value) : 0)),
  );
  replace(node, it, { op: 'GatherV2', inputs: [...node.inputs, axis] });
};

const find: Rewrite = (node, it) => {
  const { graph, tables } = it;
  const handle = graph.nodes.get(nodeOf(graph.resolve(node.inputs[0] ?? '')));
  const table = handle && tables(handle);
  if (!table || 'because' in table) {
    refuse(node, it, table?.because ?? 'It looks up a table that the graph does not hold.');
    return;
  }
  const [, keys = '', otherwise = ''] = node.inputs;
  const inputs = [
    keys,
    otherwise,
    graph.add(constant(`${node.name}/keys`, node, table.keys)),
    graph.add(constant(`${node.name}/values`, node, table.values)),
  ];
  replace(node, it, { op: 'TwinspectLookup', inputs });
};

/** What becomes of operations that no executor of a frozen graph knows. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  ReadVariableOp: read,
  ResourceGather: gather,
  VariableShape: (node, it) => replace(node, it, { op: 'Shape' }),
  LookupTableFindV2: find,
  LookupTableFind: find,
};

const VARIABLES: ReadonlySet<string> = new Set(['VarHandleOp', 'VariableV2', 'Variable']);

/**
 * Takes handles, reads and whatever only hands on out of a graph whose calls are inlined. Variables become nodes of their
 * own, tables their content; what cannot be computed truly is stopped by name.
 */
export function rewriteOps(
  graph: Flattener,
  program: TfProgram,
  tables: Tables,
  inputs: ReadonlySet<string>,
): void {
  const it: Rewriting = { graph, program, tables };
  for (const node of [...graph.nodes.values()]) {
    if (inputs.has(node.name)) continue;
    if (VARIABLES.has(node.op)) becomeVariable(node, it);
    else if (RANDOM.test(node.op)) refuse(node, it, `${RANDOM_BECAUSE} (${node.op}).`);
  }
  for (const node of [...graph.nodes.values()])
    if (Object.hasOwn(REWRITES, node.op)) REWRITES[node.op]?.(node, it);
}

/** Takes what only hands on out of a graph, and makes what is fed a placeholder. Before its tables are asked for. */
export function passIdentities(graph: Flattener, inputs: ReadonlySet<string>): void {
  for (const node of [...graph.nodes.values()]) {
    if (inputs.has(node.name)) graph.nodes.set(node.name, { ...node, op: INPUT, inputs: [] });
    else if (handsOn(node)) passOn(node, graph);
  }
}

/** How a stop for randomness begins. */
export const RANDOM_BECAUSE = 'It draws random numbers: TensorFlow itself answers differently at every call';

function handsOn({ op, attrs }: FlatNode): boolean {
  const always = attrs.get('is_constant');
  return HANDS_ON.has(op) || (op === 'Enter' && always?.kind === 'b' && always.value);
}

function passOn(node: FlatNode, graph: Flattener): void {
  graph.nodes.delete(node.name);
  node.inputs.forEach((input, i) => {
    if (i === 0 || node.op === 'IdentityN') graph.alias(`${node.name}:${i}`, input);
  });
}

function becomeVariable(node: FlatNode, it: Rewriting): void {
  const shared = textOfAttr(node.attrs.get('shared_name'));
  const bare = node.name.slice(node.name.indexOf('/') + 1);
  const { variables } = it.program;
  const id = variables.get(shared ?? '') ?? variables.get(bare);
  if (id === undefined) {
    refuse(node, it, `The file holds no value for the variable ${shared || bare}.`);
    return;
  }
  replace(node, it, { op: VARIABLE, inputs: [], own: id, attrs: new Map([['variable', textAttr(id)]]) });
}

/** A constant beside a node. */
export function constant(name: string, beside: FlatNode, value: TensorProto): FlatNode {
  const attrs: ReadonlyMap<string, AttrValue> = new Map([
    ['dtype', { kind: 'type', value: value.dtype }],
    ['value', { kind: 'tensor', value }],
  ]);
  return { name, op: 'Const', inputs: [], attrs, scope: beside.scope, own: beside.own };
}

/** A whole number as a constant. */
export function wholeNumber(value: number): TensorProto {
  const bytes = new Uint8Array(Int32Array.of(value).buffer);
  return { dtype: 'int32', shape: [], value: () => ({ dtype: 'int32', shape: [], bytes }) };
}
