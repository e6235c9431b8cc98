import { type FileSet, ReadError, type Storage, type TensorStore, type Variable } from '../model/index.ts';
import { fingerprint } from './fingerprint.ts';
import { fingerprintFiles } from './fingerprintFiles.ts';
import type { Binding } from './keras/Binding.ts';
import { RangeReader } from './keras/RangeReader.ts';
import type { StoredTensor } from './keras/StoredTensor.ts';

/** A stretch of one file of a set; `at` counts from the start of that file. */
export interface FileRange {
  readonly path: string;
  readonly at: number;
  readonly length: number;
}

/** A tensor that lies in one piece somewhere, or is made of what lies there. */
export interface RangedTensor extends StoredTensor {
  /** Where its values lie as they are; `null` when `load` has to make them. */
  readonly range: FileRange | null;
  /** Its values, little-endian and row-major, where they are not stored so. */
  readonly load: (() => Promise<Uint8Array>) | null;
}

/** How a tensor of one piece is stored, in a set of files; `outer` is the only file where there is just one. */
export function storageOfRange({ path, at, length }: FileRange, origin: number | null): Storage {
  if (origin === null)
    return { member: path, layout: { kind: 'contiguous', offset: at, byteLength: length } };
  return { member: null, layout: { kind: 'contiguous', offset: origin + at, byteLength: length } };
}

/** Values behind variables: by range from their file, or through `load`. `paths` are the files that count for the hash. */
export function rangedStore(
  files: FileSet,
  paths: readonly string[],
  all: readonly RangedTensor[],
  bound: Binding['tensors'],
): TensorStore {
  const known = new Map<unknown, RangedTensor>(all.map((it) => [it, it]));
  const tensorOf = (variable: Variable): RangedTensor => {
    const found = known.get(bound.get(variable.id));
    if (found) return found;
    throw new ReadError('missing-part', `The file holds no tensor "${variable.id}".`, variable.place);
  };
  const readers = new Map<string, Promise<Piecewise>>();
  const readerOf = (path: string): Promise<Piecewise> => {
    const reader = readers.get(path) ?? piecewise(files, path, all);
    readers.set(path, reader);
    return reader;
  };
  const whole = async ({ range, load, place }: RangedTensor): Promise<Uint8Array> => {
    if (load) return load();
    if (!range) throw new ReadError('missing-part', `The file holds no values for "${place}".`, place);
    return (await files.open(range.path)).read(range.at, range.length);
  };
  let digest: Promise<string> | null = null;
  return {
    async read(variable) {
      const { dtype, shape } = variable;
      return { dtype, shape, bytes: await whole(tensorOf(variable)) };
    },
    async readRange(variable, from, length) {
      const tensor = tensorOf(variable);
      if (!tensor.range || tensor.load) return (await whole(tensor)).subarray(from, from + length);
      const { reader, origin } = await readerOf(tensor.range.path);
      return reader.read(origin + tensor.range.at + from, length);
    },
    fingerprint() {
      const [only, ...more] = paths;
      digest ??=
        only === undefined || more.length > 0
          ? fingerprintFiles(files, paths)
          : files.open(only).then(fingerprint);
      return digest;
    },
    close: () => Promise.resolve(),
  };
}

interface Piecewise {
  readonly reader: RangeReader;
  readonly origin: number;
}

/** Reads one file; where it is a part of a larger one, offsets count from the start of that. */
async function piecewise(files: FileSet, path: string, all: readonly RangedTensor[]): Promise<Piecewise> {
  const source = await files.open(path);
  const origin = source.origin ?? 0;
  const layouts = (): Storage['layout'][] =>
    all.flatMap(({ range, load }) =>
      range?.path === path && load === null
        ? [{ kind: 'contiguous' as const, offset: origin + range.at, byteLength: range.length }]
        : [],
    );
  return { reader: new RangeReader(source, layouts), origin };
}
