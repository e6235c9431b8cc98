import {
  type ByteSource,
  ReadError,
  type Storage,
  type Tensor,
  type TensorStore,
  type Variable,
} from '../../model/index.ts';
import { readDataset } from '../containers/index.ts';
import { fingerprint } from '../fingerprint.ts';
import { RangeReader } from './RangeReader.ts';
import type { Hdf5Tensor, StoredTensor } from './StoredTensor.ts';

/** Values behind variables: contiguous ones by range straight from the file, the rest through their dataset. */
export function storeOf(
  source: ByteSource,
  container: ByteSource,
  tensors: ReadonlyMap<string, StoredTensor>,
): TensorStore {
  const datasetOf = (variable: Variable): Hdf5Tensor['dataset'] => {
    const stored = tensors.get(variable.id);
    if (!stored || !isDataset(stored))
      throw new ReadError('missing-part', `The file holds no tensor "${variable.id}".`, variable.place);
    return stored.dataset;
  };
  const ranges = new RangeReader(container, () => layoutsOf(tensors));
  let digest: Promise<string> | null = null;
  return {
    async read(variable): Promise<Tensor> {
      const { dtype, shape } = variable;
      const { bytes } = await readDataset(container, datasetOf(variable));
      return { dtype, shape, bytes };
    },
    async readRange(variable, from, length): Promise<Uint8Array> {
      const { layout } = variable.storage;
      if (layout.kind !== 'contiguous' || container.origin === null) {
        return (await readDataset(container, datasetOf(variable))).bytes.subarray(from, from + length);
      }
      return ranges.read(layout.offset + from, length);
    },
    fingerprint(): Promise<string> {
      digest ??= fingerprint(source);
      return digest;
    },
    close: () => Promise.resolve(),
  };
}

const isDataset = (stored: StoredTensor): stored is Hdf5Tensor => 'read' in stored.dataset;

function* layoutsOf(tensors: ReadonlyMap<string, StoredTensor>): Iterable<Storage['layout']> {
  for (const { storage } of tensors.values()) yield storage.layout;
}
