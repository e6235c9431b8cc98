import type { ByteSource, ReadNote } from '../../model/index.ts';
import { type RangedTensor, storageOfRange } from '../rangedStore.ts';
import type { ListedTensor } from './readHeader.ts';

/** The tensors whose types can be compared, and a note for each that cannot. */
export interface SafeTensors {
  readonly tensors: readonly RangedTensor[];
  readonly notes: readonly ReadNote[];
}

/** Listed tensors as stored ones, in the order of the file. */
export function storedTensors(
  listed: readonly ListedTensor[],
  source: Pick<ByteSource, 'origin'>,
  path: string,
): SafeTensors {
  const tensors: RangedTensor[] = [];
  const notes: ReadNote[] = [];
  for (const { name, type, typeName, shape, at, byteLength } of listed) {
    if (type.dtype === null) {
      notes.push({
        code: 'unread-tensor',
        message: `Tensor "${name}" [${shape.join(', ')}] is stored as ${typeName}, whose values are not read.`,
        where: name,
      });
      continue;
    }
    const range = { path, at, length: byteLength };
    tensors.push({
      place: name,
      dataset: { dtype: type.dtype, shape, byteLength },
      storage: storageOfRange(range, source.origin),
      range,
      load: null,
    });
  }
  return { tensors, notes };
}
