import type { Storage } from '../../model/index.ts';
import type { Hdf5Dataset } from '../containers/index.ts';

/** A dataset of a weights file, before it has a name. */
export interface StoredTensor {
  /** Path of the dataset in its HDF5 file. */
  readonly place: string;
  readonly dataset: Hdf5Dataset;
  readonly storage: Storage;
}

/** Makes a stored tensor of a dataset; `member` is the zip entry that holds the HDF5 file. */
export function storedTensor(dataset: Hdf5Dataset, member: string | null): StoredTensor {
  const place = dataset.path.replace(/^\//, '');
  return { place, dataset, storage: { member, layout: dataset.storage } };
}
