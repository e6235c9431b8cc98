import { DTYPE_BYTES, type FileSet, ReadError, type Storage, sizeOf } from '../../model/index.ts';
import { type FileRange, type RangedTensor, storageOfRange } from '../rangedStore.ts';
import { type OnnxType, onnxType } from './elementTypes.ts';
import { externalRange } from './externalRange.ts';
import { checkListLength, listedValues } from './listedValues.ts';
import type { OnnxTensor } from './readTensor.ts';

/** A tensor of the file under a name, or why its values are not read. Throws `ReadError` where the file is damaged. */
export function constantOf(
  tensor: OnnxTensor,
  place: string,
  files: FileSet,
  at: string,
): RangedTensor | { readonly refused: string } {
  const type = onnxType(tensor.type);
  if (type.dtype === null) return { refused: `of type ${type.name}` };
  const byteLength = sizeOf(tensor.shape) * DTYPE_BYTES[type.dtype];
  const dataset = { dtype: type.dtype, shape: tensor.shape, byteLength };
  const range = rangeOf(tensor, type, byteLength, files, at);
  if (range !== null) {
    const { origin } = tensor.message.source;
    return {
      place,
      dataset,
      storage: storageOfRange(range, range.path === at ? origin : null),
      range,
      load: null,
    };
  }
  const fields = listOf(tensor, type);
  checkListLength(tensor, type, fields);
  const layout: Storage['layout'] = { kind: 'inflated', why: 'listed number by number' };
  const load = (): Promise<Uint8Array> => Promise.resolve().then(() => listedValues(tensor, type, fields));
  return { place, dataset, storage: { member: null, layout }, range: null, load };
}

/** Where the bytes lie as they are; `null` where they have to be put together. */
function rangeOf(
  tensor: OnnxTensor,
  { dtype, name: typeName }: OnnxType,
  needed: number,
  files: FileSet,
  at: string,
): FileRange | null {
  const { values, name, shape } = tensor;
  if (values.kind === 'listed') return null;
  if (dtype === 'string')
    throw new ReadError(
      'corrupt',
      `Tensor "${name}" holds texts as raw bytes, which ONNX does not allow.`,
      name,
    );
  if (values.kind === 'external') return externalRange(tensor, values.entries, files, at, needed);
  if (values.length !== needed)
    throw new ReadError(
      'corrupt',
      `The file is damaged: tensor "${name}" [${shape.join(', ')}] of ${typeName} holds ${values.length.toLocaleString('en')} bytes, where ${needed.toLocaleString('en')} are needed.`,
      name,
    );
  return { path: at, at: values.at, length: values.length };
}

function listOf({ values }: OnnxTensor, { list }: OnnxType): Parameters<typeof listedValues>[2] {
  return values.kind === 'listed' ? (values.fields.get(list ?? 0) ?? []) : [];
}
