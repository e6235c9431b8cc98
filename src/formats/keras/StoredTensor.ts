import type { Storage, Variable } from '../../model/index.ts';
import type { Hdf5Dataset } from '../containers/index.ts';

/** What is known of a stored tensor before it is read. */
export interface TensorFacts extends Pick<Variable, 'dtype' | 'shape' | 'byteLength'> {
  /** Whether only the HDF5 library may read it. */
  readonly needsLibrary?: boolean;
  readonly rounded?: NonNullable<Variable['rounded']>;
}

/** A tensor of a weights file, before it has a name. */
export interface StoredTensor {
  /** Path of the dataset in its HDF5 file; the name in a manifest. */
  readonly place: string;
  readonly dataset: TensorFacts;
  readonly storage: Storage;
}

/** One that is a dataset of an HDF5 file. */
export interface Hdf5Tensor extends StoredTensor {
  readonly dataset: Hdf5Dataset;
}

/** Makes a stored tensor of a dataset; `member` is the zip entry that holds the HDF5 file. */
export function storedTensor(dataset: Hdf5Dataset, member: string | null): Hdf5Tensor {
  const place = dataset.path.replace(/^\//, '');
  return { place, dataset, storage: { member, layout: dataset.storage } };
}
