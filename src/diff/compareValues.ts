import {
  DTYPE_BYTES,
  type DType,
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
const SLICE = 8 * 2 ** 20;

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
  const sizes = [DTYPE_BYTES[a.variable.dtype], DTYPE_BYTES[b.variable.dtype]] as const;
  if (!isNumeric(a.variable.dtype) || !isNumeric(b.variable.dtype)) return compareBytes(a, b);
  const [readA, readB] = [reader(a), reader(b)];
  const count = sizeOf(a.variable.shape);
  const step = Math.floor(SLICE / Math.max(...sizes));
  const sum = new StatisticsSum();
  let identical = a.variable.dtype === b.variable.dtype;
  for (let from = 0; from < count; from += step) {
    signal?.throwIfAborted();
    const length = Math.min(step, count - from);
    const [bytesA, bytesB] = await Promise.all([readA(from, length), readB(from, length)]);
    if (identical && equalBytes(bytesA, bytesB)) continue;
    if (identical) await addEqual(readA, a.variable.dtype, from, step, sum);
    identical = false;
    addSlice(a.variable.dtype, bytesA, b.variable.dtype, bytesB, sum);
  }
  return identical ? { kind: 'identical' } : { kind: 'statistics', statistics: sum.done() };
}

type ReadElements = (from: number, length: number) => Promise<Uint8Array>;

/** Elements by range. What is not in one piece in the file is read whole, once. */
function reader({ model, variable }: Held): ReadElements {
  const size = DTYPE_BYTES[variable.dtype];
  if (variable.storage.layout.kind === 'contiguous') {
    return (from, length) => model.tensors.readRange(variable, from * size, length * size);
  }
  let whole: Promise<Tensor> | null = null;
  return async (from, length) => {
    whole ??= model.tensors.read(variable);
    return (await whole).bytes.subarray(from * size, (from + length) * size);
  };
}

/** The equal slices before the first difference count too: for means, norms and ranges. */
async function addEqual(
  read: ReadElements,
  dtype: DType,
  until: number,
  step: number,
  sum: StatisticsSum,
): Promise<void> {
  for (let from = 0; from < until; from += step) {
    const bytes = await read(from, Math.min(step, until - from));
    addSlice(dtype, bytes, dtype, bytes, sum);
  }
}

function addSlice(
  dtypeA: DType,
  bytesA: Uint8Array,
  dtypeB: DType,
  bytesB: Uint8Array,
  sum: StatisticsSum,
): void {
  const x = toNumbers({ dtype: dtypeA, shape: [], bytes: bytesA });
  const y = toNumbers({ dtype: dtypeB, shape: [], bytes: bytesB });
  if (x && y) sum.add(x, y);
}

function isNumeric(dtype: DType): boolean {
  return dtype !== 'string' && dtype !== 'complex64';
}

/** Text and complex numbers are compared by bytes alone. */
async function compareBytes(a: Held, b: Held): Promise<ValueComparison> {
  const [x, y] = await Promise.all([a.model.tensors.read(a.variable), b.model.tensors.read(b.variable)]);
  return equalBytes(x.bytes, y.bytes) ? { kind: 'identical' } : { kind: 'incomparable', because: 'dtype' };
}
