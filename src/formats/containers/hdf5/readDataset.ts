import { type ByteSource, ReadError, type ReadNote } from '../../../model/index.ts';
import { readWasmDataset } from './h5wasm/readWasmDataset.ts';
import { WasmFile } from './h5wasm/WasmFile.ts';
import type { Hdf5Dataset } from './types.ts';

/** A dataset's values, and a note when they did not come through our own reader. */
export interface ReadDataset {
  readonly bytes: Uint8Array;
  readonly note: ReadNote | null;
}

/**
 * Reads a dataset's values with our reader and, when that declines, with h5wasm; visibly, by a note. Rejects with the
 * `ReadError` of our reader when h5wasm has no better answer. Text, virtual and external datasets stay refused.
 */
export async function readDataset(source: ByteSource, dataset: Hdf5Dataset): Promise<ReadDataset> {
  if (!dataset.needsLibrary) return { bytes: await dataset.read(), note: null };
  return { bytes: await readElsewhere(source, dataset), note: noteOf(dataset) };
}

async function readElsewhere(source: ByteSource, dataset: Hdf5Dataset): Promise<Uint8Array> {
  const file = await WasmFile.open(source);
  try {
    const bytes = readWasmDataset(file, dataset.path);
    if (bytes.length === dataset.byteLength) return bytes;
    throw new ReadError('corrupt', `\`${dataset.path}\` has two different sizes.`, dataset.path);
  } catch (cause) {
    throw await declinedBy(dataset, cause);
  } finally {
    file.close();
  }
}

/** What our own reader says about the dataset, with the library's reason as the cause. */
async function declinedBy(dataset: Hdf5Dataset, cause: unknown): Promise<unknown> {
  try {
    await dataset.read();
    return cause;
  } catch (ours) {
    return ours instanceof ReadError ? new ReadError(ours.code, ours.message, dataset.path, cause) : ours;
  }
}

function noteOf({ path }: Hdf5Dataset): ReadNote {
  return {
    code: 'read-through-h5wasm',
    message: `\`${path}\` is stored in a way that only the HDF5 library reads; it was read through h5wasm.`,
    where: path,
  };
}
