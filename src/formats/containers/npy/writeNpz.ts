import type { Tensor } from '../../../model/index.ts';
import { writeStoredZip } from '../zip/writeStoredZip.ts';
import { writeNpy } from './writeNpy.ts';

/** An `.npz` file of these tensors, in this order, stored. Throws `ReadError('too-large')` above 4 GiB. */
export function writeNpz(entries: Iterable<readonly [name: string, tensor: Tensor]>): Uint8Array {
  return writeStoredZip(
    Array.from(entries, ([name, tensor]) => ({ name: `${name}.npy`, bytes: writeNpy(tensor) })),
  );
}
