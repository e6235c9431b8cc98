import {
  DTYPE_BYTES,
  type DType,
  isStreamed,
  type OpenModel,
  sameShape,
  sizeOf,
  type Tensor,
  toNumbers,
  type Variable,
} from '../model/index.ts';
import { equalBytes } from './equalBytes.ts';
import { type Statistics, StatisticsSum } from './Statistics.ts';

/** Bytes read at once from each side. A multiple of every element size. */
const SLICE = 4 * 2 ** 20;

/** How a pair's values relate: the same bytes, or what differs. */
export type ValueComparison =
  | { readonly kind: 'identical' }
  | { readonly kind: 'statistics'; readonly statistics: Statistics }
  | { readonly kind: 'incomparable'; readonly because: 'shape' | 'dtype' };

/** A variable with the store that holds its values. */
export interface Held {
  readonly model: OpenModel;
  readonly variable: Variable;
}

/**
 * Compares two stored tensors: bytes first; statistics only where bytes differ or types do. Reads slice by slice when both
 * lie in one piece. Throws `ReadError` when a file does not hold what it promised.
 */
export async function compareValues(a: Held, b: Held, signal?: AbortSignal): Promise<ValueComparison> {
  if (!sameShape(a.variable.shape, b.variable.shape)) return { kind: 'incomparable', because: 'shape' };
  const [dtypeA, dtypeB] = [a.variable.dtype, b.variable.dtype];
  if (!isNumeric(dtypeA) || !isNumeric(dtypeB)) return compareBytes(a, b);
  const pair: Slices = {
    a: reader(a),
    b: reader(b),
    count: sizeOf(a.variable.shape),
    step: Math.floor(SLICE / Math.max(DTYPE_BYTES[dtypeA], DTYPE_BYTES[dtypeB])),
    // A store may overwrite what it handed out before.
    readBoth: a.model.tensors === b.model.tensors ? readOneByOne : readTogether,
    signal,
  };
  const equal = dtypeA === dtypeB ? await equalUntil(pair) : 0;
  if (equal === pair.count && dtypeA === dtypeB) return { kind: 'identical' };
  const sum = new StatisticsSum();
  for (let from = 0; from < pair.count; from += pair.step) {
    signal?.throwIfAborted();
    const length = Math.min(pair.step, pair.count - from);
    if (from < equal) {
      const bytes = await pair.a(from, length);
      addSlice(dtypeA, bytes, dtypeA, bytes, sum);
    } else {
      const [bytesA, bytesB] = await pair.readBoth(pair, from, length);
      addSlice(dtypeA, bytesA, dtypeB, bytesB, sum);
    }
  }
  return { kind: 'statistics', statistics: sum.done() };
}

type ReadElements = (from: number, length: number) => Promise<Uint8Array>;

/** Two tensors of the same shape, `step` elements at a time. */
interface Slices {
  readonly a: ReadElements;
  readonly b: ReadElements;
  readonly count: number;
  readonly step: number;
  readonly readBoth: (pair: Slices, from: number, length: number) => Promise<[Uint8Array, Uint8Array]>;
  readonly signal: AbortSignal | undefined;
}

function readTogether(pair: Slices, from: number, length: number): Promise<[Uint8Array, Uint8Array]> {
  return Promise.all([pair.a(from, length), pair.b(from, length)]);
}

async function readOneByOne(pair: Slices, from: number, length: number): Promise<[Uint8Array, Uint8Array]> {
  const bytes = (await pair.a(from, length)).slice();
  return [bytes, await pair.b(from, length)];
}

/** The first element of the first slice whose bytes differ; the number of elements when none does. */
async function equalUntil(pair: Slices): Promise<number> {
  for (let from = 0; from < pair.count; from += pair.step) {
    pair.signal?.throwIfAborted();
    const [bytesA, bytesB] = await pair.readBoth(pair, from, Math.min(pair.step, pair.count - from));
    if (!equalBytes(bytesA, bytesB)) return from;
  }
  return pair.count;
}

/** Elements by range. What is not in one piece in the file is read whole, once. */
function reader({ model, variable }: Held): ReadElements {
  const size = DTYPE_BYTES[variable.dtype];
  if (isStreamed(variable.storage)) {
    return (from, length) => model.tensors.readRange(variable, from * size, length * size);
  }
  let whole: Promise<Tensor> | null = null;
  return async (from, length) => {
    whole ??= model.tensors.read(variable);
    return (await whole).bytes.subarray(from * size, (from + length) * size);
  };
}

/** Elements whose numbers are looked at together: what must be copied to be read as numbers stays in the cache. */
const PIECE = 16 * 1024;

function addSlice(
  dtypeA: DType,
  bytesA: Uint8Array,
  dtypeB: DType,
  bytesB: Uint8Array,
  sum: StatisticsSum,
): void {
  const [stepA, stepB] = [PIECE * DTYPE_BYTES[dtypeA], PIECE * DTYPE_BYTES[dtypeB]];
  for (let i = 0; i * stepA < bytesA.length; i++) {
    const x = toNumbers({ dtype: dtypeA, shape: [], bytes: bytesA.subarray(i * stepA, (i + 1) * stepA) });
    const y = toNumbers({ dtype: dtypeB, shape: [], bytes: bytesB.subarray(i * stepB, (i + 1) * stepB) });
    if (x && y) sum.add(x, y);
  }
}

function isNumeric(dtype: DType): boolean {
  return dtype !== 'string' && dtype !== 'complex64';
}

/** Text and complex numbers are compared by bytes alone. */
async function compareBytes(a: Held, b: Held): Promise<ValueComparison> {
  const [x, y] = await Promise.all([a.model.tensors.read(a.variable), b.model.tensors.read(b.variable)]);
  return equalBytes(x.bytes, y.bytes) ? { kind: 'identical' } : { kind: 'incomparable', because: 'dtype' };
}
