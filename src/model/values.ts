import type { DType } from './DType.ts';
import type { Tensor } from './Tensor.ts';

type NumberArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

type Read = (bytes: Uint8Array<ArrayBuffer>) => NumberArray;

const copied = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.byteOffset % 8 === 0 && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);

const READERS: Partial<Record<DType, Read>> = {
  float64: (b) => new Float64Array(b.buffer, b.byteOffset, b.length / 8),
  float32: (b) => new Float32Array(b.buffer, b.byteOffset, b.length / 4),
  float16: (b) => Float32Array.from(new Uint16Array(b.buffer, b.byteOffset, b.length / 2), fromFloat16),
  bfloat16: (b) => Float32Array.from(new Uint16Array(b.buffer, b.byteOffset, b.length / 2), fromBfloat16),
  int8: (b) => new Int8Array(b.buffer, b.byteOffset, b.length),
  int16: (b) => new Int16Array(b.buffer, b.byteOffset, b.length / 2),
  int32: (b) => new Int32Array(b.buffer, b.byteOffset, b.length / 4),
  int64: (b) => Float64Array.from(new BigInt64Array(b.buffer, b.byteOffset, b.length / 8), Number),
  uint8: (b) => b,
  uint16: (b) => new Uint16Array(b.buffer, b.byteOffset, b.length / 2),
  uint32: (b) => new Uint32Array(b.buffer, b.byteOffset, b.length / 4),
  uint64: (b) => Float64Array.from(new BigUint64Array(b.buffer, b.byteOffset, b.length / 8), Number),
  bool: (b) => b,
};

/** The tensor's numbers in the cheapest array that holds them; may share the tensor's memory. Null for text and complex. */
export function toNumbers(tensor: Tensor): NumberArray | null {
  return READERS[tensor.dtype]?.(copied(tensor.bytes)) ?? null;
}

/** The tensor's numbers as doubles; int64 beyond 2^53 is rounded. Null for text and complex. */
export function toFloat64(tensor: Tensor): Float64Array | null {
  const numbers = toNumbers(tensor);
  return numbers === null || numbers instanceof Float64Array ? numbers : Float64Array.from(numbers);
}

/** The tensor's numbers as 32-bit floats, as a float32 model computes with them. Null for text and complex. */
export function toFloat32(tensor: Tensor): Float32Array | null {
  const numbers = toNumbers(tensor);
  return numbers === null || numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}

const scratch = new DataView(new ArrayBuffer(4));

function fromBfloat16(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/** IEEE 754 binary16, subnormals and specials included. */
function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
