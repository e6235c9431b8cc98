import { ReadError } from '../../../../model/index.ts';
import { checkedRead } from './checkedRead.ts';
import { isText } from './dtypeOfMetadata.ts';
import type { WasmFile } from './WasmFile.ts';

/** All values of a dataset through h5wasm, little-endian and row-major. Throws `ReadError`. `path` has no leading slash. */
export function readWasmDataset(file: WasmFile, path: string): Uint8Array {
  return file.call(path, (library, id) => {
    const full = `/${path}`;
    const metadata = library.get_dataset_metadata(id, full);
    if (isText(metadata) || metadata.vlen)
      throw new ReadError('unsupported-feature', `\`${path}\` holds text.`);
    const length = metadata.size * metadata.total_size;
    const read = (to: bigint): number => library.get_dataset_data(id, full, null, null, null, to);
    return checkedRead(library, length, `\`${path}\``, read, (bytes) => bytes.slice());
  });
}
