import { type ByteSource, type JsonObject, ReadError } from '../../model/index.ts';
import { FlatTable } from '../containers/index.ts';
import { BUILTIN_OPERATORS } from './builtinOperators.ts';
import { builtinOptions } from './builtinOptions.ts';

/** A tensor as the file describes it. */
export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly buffer: number;
  readonly quantization: FlatTable | null;
  readonly sparse: boolean;
  /** Number of the buffer in another file; 0 for none. */
  readonly external: number;
}

/** An operator: what it does, and the numbers of its tensors; −1 is one that is left out. */
export interface TfliteOperator {
  readonly op: string;
  readonly version: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** What it is told besides: strides, padding, a fused activation. */
  readonly options: JsonObject;
}

/** One graph of the file; the first is the model, further ones are bodies of control flow or other signatures. */
export interface TfliteSubgraph {
  readonly name: string;
  readonly tensors: readonly TfliteTensor[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly operators: readonly TfliteOperator[];
}

/** A TensorFlow Lite file, without its values. */
export interface TfliteModel {
  readonly description: string;
  readonly subgraphs: readonly TfliteSubgraph[];
  readonly buffers: readonly FlatTable[];
}

/** The only version that was ever written to files of this identifier. */
const VERSION = 3;

/** Whether the identifier of the format stands where FlatBuffers keep it. */
export function isTflite(source: ByteSource): boolean {
  if (source.size < 8) return false;
  return [...source.view(4, 4)].map((byte) => String.fromCharCode(byte)).join('') === 'TFL3';
}

/**
 * Reads a TensorFlow Lite model: its tensors, operators and where its buffers lie (tensorflow
 * `compiler/mlir/lite/schema/schema.fbs`). Throws `ReadError` for a damaged one.
 */
export function readModel(source: ByteSource): TfliteModel {
  const root = FlatTable.root(source, 'the model');
  const version = root.u32(0);
  if (version !== VERSION)
    throw new ReadError(
      'unsupported-version',
      `The file says version ${version} of TensorFlow Lite’s format; expected ${VERSION}. It may be damaged.`,
      'byte 0',
    );
  const codes = root.tables(1, 'operator code').map(codeOf);
  const subgraphs = root.tables(2, 'subgraph').map((table) => subgraphOf(table, codes));
  if (subgraphs.length === 0)
    throw new ReadError('missing-part', `\`${source.name}\` holds no graph.`, 'byte 0');
  return { description: root.text(3), subgraphs, buffers: root.tables(4, 'buffer') };
}

interface OperatorCode {
  readonly op: string;
  readonly version: number;
}

const CUSTOM = BUILTIN_OPERATORS.indexOf('CUSTOM');

/** Old files fill the first field alone; newer ones set it to a placeholder where the code does not fit. */
function codeOf(table: FlatTable): OperatorCode {
  const code = Math.max(table.i8(0), table.i32(3));
  const version = table.has(2) ? table.i32(2) : 1;
  if (code === CUSTOM) return { op: table.text(1) || 'CUSTOM', version };
  return { op: BUILTIN_OPERATORS[code] ?? `operator ${code}`, version };
}

function subgraphOf(table: FlatTable, codes: readonly OperatorCode[]): TfliteSubgraph {
  const tensors = table.tables(0, 'tensor').map(tensorOf);
  const known = (numbers: readonly number[]): readonly number[] => {
    const wrong = numbers.find((it) => it < -1 || it >= tensors.length);
    if (wrong !== undefined) throw table.fault(`refers to tensor ${wrong} of ${tensors.length}`);
    return numbers;
  };
  const operators = table.tables(3, 'operator').map((it): TfliteOperator => {
    const code = codes[it.u32(0)];
    if (!code) throw it.fault(`is of kind ${it.u32(0)}, of which there are ${codes.length}`);
    const options = builtinOptions(it.u8(3), it.table(4, 'options'));
    return { ...code, inputs: known(it.ints(1)), outputs: known(it.ints(2)), options };
  });
  return {
    name: table.text(4),
    tensors,
    inputs: known(table.ints(1)),
    outputs: known(table.ints(2)),
    operators,
  };
}

const MAX_RANK = 32;

function tensorOf(table: FlatTable): TfliteTensor {
  const shape = table.ints(0);
  if (shape.length > MAX_RANK || shape.some((axis) => axis < 0)) throw table.fault('has an impossible shape');
  return {
    name: table.text(3),
    shape,
    type: table.u8(1),
    buffer: table.u32(2),
    quantization: table.table(4, 'quantization'),
    sparse: table.has(6),
    external: table.u32(10),
  };
}
