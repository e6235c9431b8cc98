import { ReadError } from '../../model/index.ts';
import type { Hdf5Dataset, Hdf5Group } from '../containers/index.ts';
import { type StoredTensor, storedTensor } from './StoredTensor.ts';

/** What a v3 weights file holds: every dataset, and the names that Keras ≥ 3.6 writes on `vars` groups. */
export interface V3Store {
  /** By dataset path, numbers in numeric order. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** By group path without `/vars`: the object's own name. */
  readonly names: ReadonlyMap<string, string>;
  /** Paths of all objects that have a `vars` group, an empty one too; `''` is the model. */
  readonly objects: ReadonlySet<string>;
}

const MAX_DEPTH = 128;
const MAX_TENSORS = 2_000_000;

interface Listing {
  readonly tensors: Map<string, StoredTensor>;
  readonly names: Map<string, string>;
  readonly objects: Set<string>;
  readonly member: string | null;
}

/** Lists a v3 store (`keras/src/saving/saving_lib.py`). Reads headers only. */
export function readV3Store(root: Hdf5Group, member: string | null): V3Store {
  const listing: Listing = { tensors: new Map(), names: new Map(), objects: new Set(), member };
  list(root, '', 0, listing);
  return listing;
}

function list(group: Hdf5Group, path: string, depth: number, into: Listing): void {
  if (depth > MAX_DEPTH)
    throw new ReadError('corrupt', `Groups are nested more than ${MAX_DEPTH} deep.`, path);
  for (const name of byNumber(group.names)) {
    const child = group.get(name);
    const childPath = path === '' ? name : `${path}/${name}`;
    if (child?.kind === 'group') {
      if (name === 'vars') {
        into.objects.add(path);
        noteName(child, path, into.names);
      }
      list(child, childPath, depth + 1, into);
    } else if (child) {
      addTensor(child, childPath, into);
    }
  }
}

function addTensor(dataset: Hdf5Dataset, path: string, { tensors, member }: Listing): void {
  if (tensors.size >= MAX_TENSORS)
    throw new ReadError('too-large', `More than ${MAX_TENSORS} tensors.`, path);
  tensors.set(path, storedTensor(dataset, member));
}

function noteName(vars: Hdf5Group, path: string, names: Map<string, string>): void {
  const name = vars.attributes.get('name');
  if (typeof name === 'string') names.set(path, name);
}

/** HDF5 lists `10` before `2`; variables are numbered. */
function byNumber(names: readonly string[]): readonly string[] {
  return names.every((it) => /^\d+$/.test(it)) ? [...names].sort((x, y) => Number(x) - Number(y)) : names;
}
