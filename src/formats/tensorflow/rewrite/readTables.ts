import type { Asset, TfProgram } from '../../../model/index.ts';
import { type FlatNode, nodeOf, textOfAttr } from './FlatNode.ts';
import type { Flattener } from './Flattener.ts';
import type { Table } from './Table.ts';
import { tableOfFile } from './tableOfFile.ts';

/** The table behind an operation that makes one, or why nobody knows it. */
export type Tables = (handle: FlatNode) => Table | { readonly because: string };

/** Reads what the initializers of a program, inlined in `graph`, put into its tables. The files that they name are read now. */
export async function readTables(program: TfProgram, graph: Flattener): Promise<Tables> {
  const filled = new Map<string, Table | { readonly because: string }>();
  for (const node of [...graph.nodes.values()]) {
    const [table = '', first = '', second = ''] = node.inputs.map((input) => graph.resolve(input));
    const handle = graph.nodes.get(nodeOf(table));
    if (!handle) continue;
    if (/^(LookupTableImport|InitializeTable)(V2)?$/.test(node.op))
      filled.set(keyOf(handle), imported(graph.nodes.get(nodeOf(first)), graph.nodes.get(nodeOf(second))));
    else if (/^InitializeTableFromTextFile(V2)?$/.test(node.op)) {
      const asset = assetOf(program, graph, first);
      filled.set(keyOf(handle), asset ? await tableOfFile(node, handle, asset) : NO_FILE);
    }
  }
  return (handle) => filled.get(keyOf(handle)) ?? { because: 'It looks up a table that nothing fills.' };
}

const NO_FILE = {
  because: 'It looks up a table that is filled from a file which the model does not name.',
};

/** Two operations that make a table of one name make one table. */
function keyOf(handle: FlatNode): string {
  return textOfAttr(handle.attrs.get('shared_name')) || handle.name;
}

function imported(
  keys: FlatNode | undefined,
  values: FlatNode | undefined,
): Table | { readonly because: string } {
  const [mine, theirs] = [keys?.attrs.get('value'), values?.attrs.get('value')];
  if (mine?.kind === 'tensor' && theirs?.kind === 'tensor') return { keys: mine.value, values: theirs.value };
  return { because: 'It looks up a table whose content is computed, not stored.' };
}

/** The asset whose path a tensor holds: the tensor that stands for it, a variable that is set to that, or the path itself. */
function assetOf(program: TfProgram, graph: Flattener, file: string): Asset | undefined {
  const bare = inMain(file);
  const byTensor = assetAt(program, keptIn(program, bare) ?? bare);
  const stored = graph.nodes.get(nodeOf(file))?.attrs.get('value');
  const path = stored?.kind === 'tensor' ? (stored.value.value().strings?.[0] ?? '') : '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  return byTensor ?? program.assets.find((asset) => name !== '' && asset.path.endsWith(`/${name}`));
}

/** The name of the operation in the main graph that makes a tensor. */
const inMain = (tensor: string): string => nodeOf(tensor).slice(tensor.indexOf('/') + 1);

const bareName = (tensor: string | undefined): string | null => tensor?.split(':')[0] ?? null;

const assetAt = ({ assets }: TfProgram, operation: string): Asset | undefined =>
  assets.find(({ tensor }) => bareName(tensor ?? undefined) === operation);

/**
 * What stands in the variable that an operation of the main graph reads, where the graph sets it once: TensorFlow keeps the
 * path of an asset in one. Such a read is not followed as others are, because the graph writes before it.
 */
function keptIn({ graph }: TfProgram, operation: string): string | null {
  const read = graph.nodes.find(({ name }) => name === operation);
  if (read?.op !== 'ReadVariableOp') return null;
  const variable = bareName(read.inputs[0]);
  const [only, ...more] = graph.nodes.filter(
    ({ op, inputs }) => op === 'AssignVariableOp' && bareName(inputs[0]) === variable,
  );
  return only && more.length === 0 ? bareName(only.inputs[1]) : null;
}
