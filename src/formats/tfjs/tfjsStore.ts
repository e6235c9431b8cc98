import { type FileSet, ReadError, type Storage, type TensorStore, type Variable } from '../../model/index.ts';
import { fingerprintFiles } from '../fingerprintFiles.ts';
import type { Binding } from '../keras/Binding.ts';
import { RangeReader } from '../keras/RangeReader.ts';
import { decodeWeight } from './decodeWeight.ts';
import { readPieces } from './placeWeights.ts';
import type { StoredWeight } from './storedWeights.ts';

type Layout = Storage['layout'];

/** Values behind the variables of a manifest: by range from their shard, or expanded and put together. */
export function tfjsStore(
  files: FileSet,
  parts: readonly string[],
  weights: readonly StoredWeight[],
  tensors: Binding['tensors'],
): TensorStore {
  const byTensor = new Map<unknown, StoredWeight>(weights.map((it) => [it, it]));
  const weightOf = (variable: Variable): StoredWeight => {
    const found = byTensor.get(tensors.get(variable.id));
    if (found) return found;
    throw new ReadError('missing-part', `The manifest lists no weight for "${variable.id}".`, variable.place);
  };
  const ranges = new Map<string, Promise<RangeReader>>();
  const rangesOf = (path: string): Promise<RangeReader> => {
    const known = ranges.get(path) ?? rangeReader(files, path, weights);
    ranges.set(path, known);
    return known;
  };
  let digest: Promise<string> | null = null;
  return {
    async read(variable) {
      const { weight } = weightOf(variable);
      return decodeWeight(weight.entry, await readPieces(files, weight.pieces));
    },
    async readRange(variable, from, length) {
      const { storage, weight } = weightOf(variable);
      if (storage.layout.kind !== 'contiguous' || storage.member === null) {
        const { bytes } = decodeWeight(weight.entry, await readPieces(files, weight.pieces));
        return bytes.subarray(from, from + length);
      }
      const source = await files.open(storage.member);
      const reader = await rangesOf(storage.member);
      return reader.read((source.origin ?? 0) + storage.layout.offset + from, length);
    },
    fingerprint() {
      digest ??= fingerprintFiles(files, parts);
      return digest;
    },
    close: () => Promise.resolve(),
  };
}

/** Reads one shard; where it is a part of a larger file, offsets count from the start of that one. */
async function rangeReader(
  files: FileSet,
  path: string,
  weights: readonly StoredWeight[],
): Promise<RangeReader> {
  const source = await files.open(path);
  const origin = source.origin ?? 0;
  const moved = (layout: Layout): Layout =>
    layout.kind === 'contiguous' ? { ...layout, offset: layout.offset + origin } : layout;
  return new RangeReader(source, () =>
    weights.flatMap(({ storage }) => (storage.member === path ? [moved(storage.layout)] : [])),
  );
}
