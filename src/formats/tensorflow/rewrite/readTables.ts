import {
  type Asset,
  ReadError,
  type Tensor,
  type TensorProto,
  type TfProgram,
} from '../../../model/index.ts';
import { type FlatNode, nodeOf, textOfAttr } from './FlatNode.ts';
import type { Flattener } from './Flattener.ts';

/** What a lookup table was filled with: keys and values, as many of each. */
export interface Table {
  readonly keys: TensorProto;
  readonly values: TensorProto;
}

/** The table behind an operation that makes one, or why nobody knows it. */
export type Tables = (handle: FlatNode) => Table | { readonly because: string };

/** A vocabulary; larger files are no text that a model reads. */
const MAX_FILE = 256 * 2 ** 20;
/** `TextFileInitializer`: a whole line, and its number. */
const WHOLE_LINE = -2;
const LINE_NUMBER = -1;

/** Reads what the initializers of a program, inlined in `graph`, put into its tables. The files that they name are read now. */
export async function readTables(program: TfProgram, graph: Flattener): Promise<Tables> {
  const filled = new Map<string, Table | { readonly because: string }>();
  for (const node of [...graph.nodes.values()]) {
    const [table = '', first = '', second = ''] = node.inputs.map((input) => graph.resolve(input));
    const handle = graph.nodes.get(nodeOf(table));
    if (!handle) continue;
    if (/^(LookupTableImport|InitializeTable)(V2)?$/.test(node.op))
      filled.set(keyOf(handle), imported(graph.nodes.get(nodeOf(first)), graph.nodes.get(nodeOf(second))));
    else if (/^InitializeTableFromTextFile(V2)?$/.test(node.op))
      filled.set(keyOf(handle), await fromFile(node, handle, assetOf(program, graph, first)));
  }
  return (handle) => filled.get(keyOf(handle)) ?? { because: 'It looks up a table that nothing fills.' };
}

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

function assetOf(program: TfProgram, graph: Flattener, file: string): Asset | undefined {
  const bare = nodeOf(file).slice(nodeOf(file).indexOf('/') + 1);
  const byTensor = program.assets.find(({ tensor }) => tensor?.split(':')[0] === bare);
  const stored = graph.nodes.get(nodeOf(file))?.attrs.get('value');
  const path = stored?.kind === 'tensor' ? (stored.value.value().strings?.[0] ?? '') : '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  return byTensor ?? program.assets.find((asset) => name !== '' && asset.path.endsWith(`/${name}`));
}

async function fromFile(
  node: FlatNode,
  handle: FlatNode,
  asset: Asset | undefined,
): Promise<Table | { readonly because: string }> {
  const [key, value, offset] = ['key_index', 'value_index', 'offset'].map((name) => {
    const attr = node.attrs.get(name);
    return attr?.kind === 'i' ? Number(attr.value) : null;
  });
  if (!asset)
    return { because: 'It looks up a table that is filled from a file which the model does not name.' };
  const wholeLines = key === WHOLE_LINE && value === LINE_NUMBER;
  if (!wholeLines)
    return {
      because: `It looks up a table filled from columns ${key} and ${value} of ${asset.path}, which is not supported.`,
    };
  const source = await asset.open();
  if (source.size > MAX_FILE)
    throw new ReadError(
      'too-large',
      `${asset.path} has ${source.size.toLocaleString('en')} bytes.`,
      asset.path,
    );
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    await source.read(0, source.size),
  );
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const numbers = lines.map((_, i) => i + (offset ?? 0));
  const type = handle.attrs.get('key_dtype');
  if (type?.kind === 'type' && type.value === 'int64')
    return { keys: wholes(lines.map(Number)), values: wholes(numbers) };
  return {
    keys: protoOf({ dtype: 'string', shape: [lines.length], bytes: new Uint8Array(0), strings: lines }),
    values: wholes(numbers),
  };
}

function wholes(values: readonly number[]): TensorProto {
  const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return protoOf({ dtype: 'int64', shape: [values.length], bytes });
}

function protoOf(tensor: Tensor): TensorProto {
  return { dtype: tensor.dtype, shape: tensor.shape, value: () => tensor };
}
