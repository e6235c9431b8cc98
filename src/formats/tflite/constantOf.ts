import {
  type ByteSource,
  DTYPE_BYTES,
  type DType,
  isFloat,
  ReadError,
  type Storage,
  sizeOf,
} from '../../model/index.ts';
import type { FlatTable } from '../containers/index.ts';
import { type FileRange, type RangedTensor, storageOfRange } from '../rangedStore.ts';
import { tfliteType } from './elementTypes.ts';
import { dequantized, type Quantization, quantizationOf, roundingOf } from './quantization.ts';
import type { TfliteModel, TfliteTensor } from './readModel.ts';

/** A constant, why its values are not read, or nothing: a tensor that is computed. */
export type Constant = RangedTensor | { readonly refused: string } | null;

/** More elements than this no model holds in one tensor. */
const MAX_ELEMENTS = 2 ** 31;

const WHOLE: ReadonlySet<DType> = new Set(['int8', 'uint8', 'int16', 'uint16', 'int32'] as const);
type WholeType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32';

/** The values of a tensor where the file holds them; quantised ones as the real values that they stand for. */
export function constantOf(
  tensor: TfliteTensor,
  label: string,
  { buffers }: Pick<TfliteModel, 'buffers'>,
  source: ByteSource,
  path: string,
): Constant {
  if (tensor.external > 0) return { refused: `kept in another file (external buffer ${tensor.external})` };
  const range = rangeOf(tensor, buffers, source, path);
  if (range === null) return null;
  if (tensor.sparse) return { refused: 'stored without its zeros (sparse)' };
  const type = tfliteType(tensor.type);
  const quantization = quantizationOf(tensor);
  if (quantization !== null && 'refused' in quantization)
    return { refused: `of type ${type.name}, ${quantization.refused}` };
  if (type.dtype === null) return { refused: `of type ${type.name}` };
  const byteLength = checkedSize(tensor, type.dtype, range, label);
  if (quantization === null || isFloat(type.dtype)) {
    const { dtype } = type;
    const dataset = { dtype, shape: tensor.shape, byteLength };
    return { place: label, dataset, storage: storageOfRange(range, source.origin), range, load: null };
  }
  if (!WHOLE.has(type.dtype)) return { refused: `of type ${type.name}, quantised` };
  return realTensor(tensor, label, { dtype: type.dtype as WholeType, quantization, range, source });
}

/** Where a buffer's bytes lie: in the flatbuffer, or behind it, where files are too large for its offsets. */
function rangeOf(
  { buffer: number, shape }: TfliteTensor,
  buffers: readonly FlatTable[],
  source: ByteSource,
  path: string,
): FileRange | null {
  if (number === 0) return null;
  const buffer = buffers[number];
  if (!buffer)
    throw new ReadError(
      'corrupt',
      `The file is damaged: a tensor refers to buffer ${number} of ${buffers.length}.`,
    );
  const outside = buffer.u64(1);
  if (outside > 1) {
    const length = buffer.u64(2);
    if (outside + length > source.size)
      throw new ReadError(
        'truncated',
        `Buffer ${number} ends at byte ${(outside + length).toLocaleString('en')}, but the file has ${source.size.toLocaleString('en')}. The download may be incomplete.`,
        `buffer ${number}`,
      );
    return { path, at: outside, length };
  }
  const data = buffer.vector(0, 1);
  if (data === null || (data.count === 0 && sizeOf(shape) > 0)) return null;
  return { path, at: data.at, length: data.count };
}

function checkedSize({ shape }: TfliteTensor, dtype: DType, { length }: FileRange, label: string): number {
  const count = sizeOf(shape);
  const needed = count * DTYPE_BYTES[dtype];
  if (count <= MAX_ELEMENTS && needed === length) return needed;
  throw new ReadError(
    'corrupt',
    `Tensor "${label}" [${shape.join(', ')}] of ${dtype} takes ${needed.toLocaleString('en')} bytes, but its buffer holds ${length.toLocaleString('en')}. The file is damaged.`,
    label,
  );
}

function realTensor(
  { shape }: TfliteTensor,
  place: string,
  stored: { dtype: WholeType; quantization: Quantization; range: FileRange; source: ByteSource },
): RangedTensor {
  const { dtype, quantization, range, source } = stored;
  const { scales, axis } = quantization;
  const many = scales.length === 1 ? 'one scale' : `${scales.length} scales along axis ${axis}`;
  const layout: Storage['layout'] = { kind: 'inflated', why: `quantised as ${dtype}, ${many}` };
  return {
    place,
    dataset: {
      dtype: 'float32',
      shape,
      byteLength: sizeOf(shape) * 4,
      rounded: roundingOf(quantization, dtype),
    },
    storage: { member: null, layout },
    range,
    load: async () =>
      dequantized({ dtype, shape, bytes: await source.read(range.at, range.length) }, quantization),
  };
}
