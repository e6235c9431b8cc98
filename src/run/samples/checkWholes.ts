import { isFloat, ReadError, type Tensor, toFloat64 } from '../../model/index.ts';

const MOST = 2 ** 31 - 1;

/** Refuses samples of whole numbers that 32 bits do not hold: they would be computed with as other numbers. */
export function checkWholes(tensor: Tensor, key: string, source: string): void {
  if (isFloat(tensor.dtype)) return;
  const at = toFloat64(tensor)?.findIndex((value) => Math.abs(value) > MOST) ?? -1;
  if (at < 0) return;
  throw new ReadError(
    'unsupported-feature',
    `The array ${key} of ${source} holds the ${tensor.dtype} value ${exactly(tensor, at)}, beyond ±${MOST.toLocaleString('en')}: whole numbers are computed exactly within 32 bits only. Give the model smaller ones, such as indices.`,
    `element ${at.toLocaleString('en')}`,
  );
}

/** As doubles the largest are no longer themselves. */
function exactly({ dtype, bytes }: Tensor, at: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dtype === 'int64') return view.getBigInt64(8 * at, true).toString();
  return dtype === 'uint64'
    ? view.getBigUint64(8 * at, true).toString()
    : view.getUint32(4 * at, true).toString();
}
