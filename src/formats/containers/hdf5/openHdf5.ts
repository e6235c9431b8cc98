import type { ByteSource } from '../../../model/index.ts';
import { readSuperblock } from './file/readSuperblock.ts';
import { Group } from './Group.ts';
import type { Hdf5File } from './types.ts';

/**
 * Opens an HDF5 file, reading no more than its superblock. Throws `ReadError`: `not-a-model` without the signature,
 * `truncated` when the file is shorter than it says. The paths of members have no leading slash; the root's is empty.
 */
export function openHdf5(source: ByteSource): Hdf5File {
  const { space, root } = readSuperblock(source);
  return { root: new Group(space, root, '', null) };
}
