import { type FileSet, ReadError, type Storage, type TensorStore, type Variable } from '../../model/index.ts';
import type { BundleEntry, TensorBundle } from '../containers/tensorBundle/index.ts';
import { fingerprintFiles } from '../fingerprintFiles.ts';
import type { Binding } from '../keras/Binding.ts';
import { RangeReader } from '../keras/RangeReader.ts';
import type { BundleTensor } from './bundleTensors.ts';
import { type Pieces, type ReadPiece, readBlocks } from './readBlocks.ts';
import { StreamedCheck } from './StreamedCheck.ts';

type Layout = Storage['layout'];

/** Values of a checkpoint's variables: by range from their shard, checked against their checksums as they come by. */
export function bundleStore(
  files: FileSet,
  bundle: TensorBundle,
  stored: ReadonlyMap<string, BundleTensor>,
  tensors: Binding['tensors'],
  paths: readonly string[] = bundle.paths,
): TensorStore {
  const tensorOf = (variable: Variable): BundleTensor => {
    const found = stored.get(tensors.get(variable.id)?.place ?? '');
    if (found) return found;
    throw new ReadError('missing-part', `The checkpoint holds no tensor "${variable.id}".`, variable.place);
  };
  const checks = new Map<string, StreamedCheck>();
  const checkOf = ({ place }: BundleTensor, { crc, size }: BundleEntry, part: number): StreamedCheck => {
    const key = JSON.stringify([place, part]);
    const check = checks.get(key) ?? new StreamedCheck(place, crc, size);
    checks.set(key, check);
    return check;
  };
  const ranges = new Map<string, Promise<ShardReader>>();
  const shardOf = (path: string): Promise<ShardReader> => {
    const known = ranges.get(path) ?? shardReader(files, path, stored);
    ranges.set(path, known);
    return known;
  };
  let digest: Promise<string> | null = null;
  return {
    read: async (variable) => bundle.read(tensorOf(variable).place),
    async readRange(variable, from, length) {
      const tensor = tensorOf(variable);
      const pieces = piecesOf(tensor.storage);
      if (pieces === null) return (await bundle.read(tensor.place)).bytes.subarray(from, from + length);
      const read: ReadPiece = async (piece, within, count) => {
        const { member, offset } = pieces[piece]!;
        const { reader, origin } = await shardOf(member);
        const bytes = await reader.read(origin + offset + within, count);
        checkOf(tensor, (tensor.parts ?? [tensor.entry])[piece]!, piece).saw(bytes, within);
        return bytes;
      };
      const { layout } = tensor.storage;
      return layout.kind === 'pieces' ? readBlocks(layout, from, length, read) : read(0, from, length);
    },
    fingerprint() {
      digest ??= fingerprintFiles(files, paths);
      return digest;
    },
    close: () => Promise.resolve(),
  };
}

interface ShardReader {
  readonly reader: RangeReader;
  readonly origin: number;
}

/** Reads one shard; where it is a part of a larger file, offsets count from the start of that one. */
async function shardReader(
  files: FileSet,
  path: string,
  stored: ReadonlyMap<string, BundleTensor>,
): Promise<ShardReader> {
  const source = await files.open(path);
  const origin = source.origin ?? 0;
  const layouts = (): Layout[] =>
    [...stored.values()]
      .flatMap(({ storage }) => piecesOf(storage) ?? [])
      .filter(({ member }) => member === path)
      .map(({ offset, byteLength }) => ({ kind: 'contiguous', offset: offset + origin, byteLength }));
  return { reader: new RangeReader(source, layouts), origin };
}

/** Where a tensor's bytes lie as they are; `null` where they must be put together from the whole. */
function piecesOf({ member, layout }: Storage): readonly Stretch[] | null {
  if (layout.kind === 'pieces') return layout.pieces;
  return layout.kind === 'contiguous' && member !== null ? [{ ...layout, member }] : null;
}

type Stretch = Pick<Pieces['pieces'][number], 'member' | 'offset' | 'byteLength'>;
