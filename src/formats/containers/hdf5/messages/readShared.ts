import { ReadError } from '../../../../model/index.ts';
import type { Cursor } from '../../Cursor.ts';
import type { FileSpace } from '../file/FileSpace.ts';
import { readObjectHeader } from '../file/readObjectHeader.ts';
import { findMessage } from './Message.ts';

const IN_HEAP = 1;

/**
 * Follows a shared message: what stands there only says which object header has the message of `type`, as with committed
 * datatypes. HDF5 File Format Specification, section IV.A.2, "Shared message". Messages in the file's shared heap are
 * refused as `unsupported-feature`.
 */
export function readShared(space: FileSpace, reference: Cursor, type: number): Cursor {
  const version = reference.u8();
  const kind = reference.u8();
  if (version === 0 || version > 3) throw reference.fault('refers to a shared message of an unknown version');
  if (version === 3 && kind === IN_HEAP) {
    throw new ReadError('unsupported-feature', 'The file keeps object header messages in a shared heap.');
  }
  if (version === 1) reference.skip(6);
  const address = reference.address(space.offsetSize);
  if (address === null) throw reference.fault('refers to a shared message that is nowhere');
  const found = findMessage(readObjectHeader(space, address), type);
  if (found === undefined || (found.flags & 2) !== 0) {
    throw reference.fault('refers to a shared message that is not there');
  }
  return found.body;
}
