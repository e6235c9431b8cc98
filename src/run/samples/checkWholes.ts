import { isFloat, type Port, ReadError, type Tensor, toFloat64 } from '../../model/index.ts';
import { rangeOf, wholeTypeNamed } from '../wholes/WholeType.ts';

const MOST = 2 ** 31 - 1;

/** Refuses samples of whole numbers that 32 bits, or the type of their input, do not hold: they would become other numbers. */
export function checkWholes(tensor: Tensor, key: string, source: string, port: Pick<Port, 'dtype'>): void {
  if (isFloat(tensor.dtype)) return;
  checkType(tensor, key, source, port.dtype);
  const at = toFloat64(tensor)?.findIndex((value) => Math.abs(value) > MOST) ?? -1;
  if (at < 0) return;
  throw new ReadError(
    'unsupported-feature',
    `The array ${key} of ${source} holds the ${tensor.dtype} value ${exactly(tensor, at)}, beyond ±${MOST.toLocaleString('en')}: whole numbers are computed exactly within 32 bits only. Give the model smaller ones, such as indices.`,
    `element ${at.toLocaleString('en')}`,
  );
}

/** Keras casts samples to the type of their input, which wraps them round where it is narrower. */
function checkType(tensor: Tensor, key: string, source: string, wanted: string): void {
  const type = wholeTypeNamed(wanted);
  if (type === null || wholeTypeNamed(tensor.dtype) === null) return;
  const [least, most] = rangeOf(type);
  if (least < -MOST && most >= MOST) return;
  const values = toFloat64(tensor);
  const at = values?.findIndex((value) => value < least || (value > most && most < MOST)) ?? -1;
  if (at < 0) return;
  throw new ReadError(
    'corrupt',
    `The array ${key} of ${source} holds ${values?.[at]}, and its input takes ${type} values, which end at ${(values?.[at] ?? 0) < least ? least : most}. Give the model what its input holds.`,
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
