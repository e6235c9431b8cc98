import { type Asset, ReadError, type Tensor, type TensorProto } from '../../../model/index.ts';
import { type FlatNode, textOfAttr } from './FlatNode.ts';
import type { Table } from './Table.ts';

/** A vocabulary; larger files are no text that a model reads. */
const MAX_FILE = 256 * 2 ** 20;
/** `TextFileInitializer`: a whole line, and its number; columns count from 0. */
const WHOLE_LINE = -2;
const LINE_NUMBER = -1;

/**
 * What `InitializeTableFromTextFileV2` puts into a table from a file (tensorflow `core/kernels/lookup_util.cc`,
 * `TextFileLineIterator`): lines without their ends, split at a delimiter where columns are asked for. What TensorFlow refuses
 * says why. Rejects with `ReadError` when the file is missing, too large or no text.
 */
export async function tableOfFile(
  node: FlatNode,
  handle: FlatNode,
  asset: Asset,
): Promise<Table | { readonly because: string }> {
  const keyAt = wholeOf(node, 'key_index');
  const valueAt = wholeOf(node, 'value_index');
  const most = wholeOf(node, 'vocab_size') ?? -1;
  const offset = wholeOf(node, 'offset') ?? 0;
  if (keyAt === null || valueAt === null)
    return { because: `It does not say what of ${asset.path} its table is filled with.` };
  const lines = linesOf(await bytesOf(asset), asset.path);
  if (most > lines.length)
    return {
      because: `Its table wants ${most} lines of ${asset.path}, which has ${lines.length}: TensorFlow refuses that.`,
    };
  if (lines.includes(''))
    return {
      because: `Its table is filled from ${asset.path}, which has an empty line: TensorFlow refuses that.`,
    };
  const rows = most < 0 ? lines : lines.slice(0, most);
  const cells = cellsOf(rows, textOfAttr(node.attrs.get('delimiter')) ?? '\t', offset);
  const keys = columnOf(cells(keyAt), handle.attrs.get('key_dtype'));
  const values = columnOf(cells(valueAt), handle.attrs.get('value_dtype'));
  if (keys === null || values === null)
    return { because: `Its table is filled from ${asset.path}, which does not hold what it asks for.` };
  return contradicts(cells(keyAt), cells(valueAt))
    ? {
        because: `Its table is filled from ${asset.path}, which gives one key two values: TensorFlow refuses that.`,
      }
    : { keys, values };
}

function contradicts(keys: readonly unknown[], values: readonly unknown[]): boolean {
  const known = new Map<unknown, unknown>();
  return keys.some((key, i) => {
    const before = known.get(key);
    known.set(key, values[i]);
    return before !== undefined && before !== values[i];
  });
}

function wholeOf(node: FlatNode, name: string): number | null {
  const attr = node.attrs.get(name);
  return attr?.kind === 'i' ? Number(attr.value) : null;
}

async function bytesOf(asset: Asset): Promise<Uint8Array> {
  const source = await asset.open();
  if (source.size <= MAX_FILE) return source.read(0, source.size);
  throw new ReadError(
    'too-large',
    `${asset.path} has ${source.size.toLocaleString('en')} bytes.`,
    asset.path,
  );
}

/** A carriage return before the end of a line belongs to the end. */
function linesOf(bytes: Uint8Array, path: string): string[] {
  try {
    const lines = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).split('\n');
    const last = lines.at(-1);
    if (last === '' || last === '\r') lines.pop();
    return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  } catch (error) {
    throw new ReadError('corrupt', `${path} is no text in UTF-8.`, path, error);
  }
}

/** What a place of the lines holds; `undefined` where a line has no such column. */
function cellsOf(
  lines: readonly string[],
  delimiter: string,
  offset: number,
): (place: number) => readonly (string | undefined)[] {
  return (place) => {
    if (place === WHOLE_LINE) return lines;
    if (place === LINE_NUMBER) return lines.map((_, i) => String(i + offset));
    return lines.map((line) => line.split(delimiter)[place]);
  };
}

const WHOLE = /^\s*-?\d+\s*$/;

/** Cells as numbers or texts; `null` where one is missing or no such number. */
function columnOf(
  cells: readonly (string | undefined)[],
  type: ReturnType<FlatNode['attrs']['get']>,
): TensorProto | null {
  const texts = cells.filter((cell) => cell !== undefined);
  if (texts.length !== cells.length || type?.kind !== 'type') return null;
  if (type.value === 'string')
    return protoOf({ dtype: 'string', shape: [texts.length], bytes: new Uint8Array(0), strings: texts });
  if (type.value === 'float32') {
    const numbers = texts.map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
    return numbers.every(Number.isFinite) ? numbersOf('float32', Float32Array.from(numbers)) : null;
  }
  if (!texts.every((text) => WHOLE.test(text))) return null;
  const numbers = texts.map((text) => BigInt(text.trim()));
  if (type.value === 'int64') return numbersOf('int64', BigInt64Array.from(numbers));
  return type.value === 'int32' ? numbersOf('int32', Int32Array.from(numbers.map(Number))) : null;
}

function numbersOf(
  dtype: 'float32' | 'int32' | 'int64',
  array: Float32Array | Int32Array | BigInt64Array,
): TensorProto {
  return protoOf({ dtype, shape: [array.length], bytes: new Uint8Array(array.buffer as ArrayBuffer) });
}

function protoOf(tensor: Tensor): TensorProto {
  return { dtype: tensor.dtype, shape: tensor.shape, value: () => tensor };
}
