import {
  type GraphDef,
  type OpDef,
  type Signature,
  type TensorInfo,
  type TfDataType,
  tfDataTypeOf,
} from '../../model/index.ts';
import { type Fields, readEntry, readFields, type WireReader } from '../containers/protobuf/index.ts';
import { inKeyOrder } from './inKeyOrder.ts';
import { readGraphDef } from './readGraphDef.ts';
import { readOpDef } from './readOpDef.ts';
import { readSavedObjects } from './readSavedObjects.ts';
import { readShape } from './readShape.ts';
import type { SavedObjects } from './SavedObject.ts';

/** What a collection holds: names of nodes, or serialised messages. */
export interface Collection {
  readonly nodes: readonly string[];
  readonly bytes: readonly Uint8Array[];
}

/** One graph of a SavedModel (`tensorflow/core/protobuf/meta_graph.proto`). */
export interface MetaGraph {
  readonly tags: readonly string[];
  readonly tensorflowVersion: string | null;
  readonly opDefs: ReadonlyMap<string, OpDef>;
  readonly graph: GraphDef;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly signatures: ReadonlyMap<string, Signature>;
  readonly assets: readonly { readonly tensor: string | null; readonly filename: string }[];
  /** `null` in SavedModels of TensorFlow 1. */
  readonly objects: SavedObjects | null;
}

type Draft = { -readonly [key in keyof MetaGraph]: MetaGraph[key] } & {
  readonly tags: string[];
  readonly opDefs: Map<string, OpDef>;
  readonly collections: Map<string, Collection>;
  readonly signatures: Map<string, Signature>;
  readonly assets: { tensor: string | null; filename: string }[];
};

const NO_GRAPH: GraphDef = {
  nodes: [],
  functions: { names: [], has: () => false, get: () => undefined },
  versions: { producer: 0, minConsumer: 0 },
};

const META_GRAPH: Fields<Draft> = {
  1: (it, from) => void readFields(from.message('the facts of the graph'), META_INFO, it),
  2: (it, from) => {
    it.graph = readGraphDef(from.message('the graph'));
  },
  4: (it, from) =>
    readEntry(
      from,
      it.collections,
      (entry) => readCollection(entry.message('a collection')),
      () => ({ nodes: [], bytes: [] }),
    ),
  5: (it, from) => {
    const found = new Map<string, Omit<Signature, 'name'>>();
    const empty = { inputs: [], outputs: [], method: '' };
    readEntry(
      from,
      found,
      (entry) => readSignature(entry.message('a signature')),
      () => empty,
    );
    for (const [name, signature] of found) it.signatures.set(name, { name, ...signature });
  },
  6: (it, from) => void it.assets.push(readAsset(from.message('an asset'))),
  7: (it, from) => {
    const objects = readSavedObjects(from.message('the object graph'));
    it.objects = objects.nodes.length > 0 ? objects : null;
  },
};

const META_INFO: Fields<Draft> = {
  2: (it, from) => {
    const list = from.message('the list of operations');
    while (list.next()) {
      if (list.field !== 1) continue;
      const op = readOpDef(list.message('an operation'));
      it.opDefs.set(op.name, op);
    }
  },
  4: (it, from) => void it.tags.push(from.text()),
  5: (it, from) => {
    it.tensorflowVersion = from.text() || null;
  },
};

/** Reads one graph with its signatures, objects and collections. */
export function readMetaGraph(from: WireReader): MetaGraph {
  return readFields(from, META_GRAPH, {
    tags: [],
    tensorflowVersion: null,
    opDefs: new Map(),
    graph: NO_GRAPH,
    collections: new Map(),
    signatures: new Map(),
    assets: [],
    objects: null,
  });
}

/** The tags alone, so that graphs for other uses need not be read. */
export function readTags(from: WireReader): string[] {
  const tags: string[] = [];
  while (from.next()) {
    if (from.field !== 1) continue;
    const info = from.message();
    while (info.next()) if (info.field === 4) tags.push(info.text());
  }
  return tags;
}

function readCollection(from: WireReader): Collection {
  const [nodes, bytes]: [string[], Uint8Array[]] = [[], []];
  while (from.next()) {
    if (from.field !== 1 && from.field !== 2) continue;
    const isNames = from.field === 1;
    const list = from.message();
    while (list.next()) {
      if (list.field !== 1) continue;
      if (isNames) nodes.push(list.text());
      else bytes.push(list.take());
    }
  }
  return { nodes, bytes };
}

function readSignature(from: WireReader): Omit<Signature, 'name'> {
  const [inputs, outputs] = [new Map<string, TensorInfo>(), new Map<string, TensorInfo>()];
  let method = '';
  while (from.next()) {
    if (from.field === 1) readInfoEntry(inputs, from);
    else if (from.field === 2) readInfoEntry(outputs, from);
    else if (from.field === 3) method = from.text();
  }
  const keyed = (infos: Map<string, TensorInfo>): TensorInfo[] =>
    inKeyOrder([...infos].map(([key, info]) => ({ ...info, key })));
  return { inputs: keyed(inputs), outputs: keyed(outputs), method };
}

function readInfoEntry(into: Map<string, TensorInfo>, from: WireReader): void {
  readEntry(
    from,
    into,
    (entry) => readTensorInfo(entry.message('a tensor of a signature')),
    (): TensorInfo => ({ key: '', tensor: null, dtype: 'invalid', shape: null }),
  );
}

/** A composite tensor has other fields in place of its name. */
function readTensorInfo(from: WireReader): TensorInfo {
  let tensor: string | null = null;
  let dtype: TfDataType = 'invalid';
  let shape: ReturnType<typeof readShape> = null;
  while (from.next()) {
    if (from.field === 1) tensor = from.text();
    else if (from.field === 2) dtype = tfDataTypeOf(from.int());
    else if (from.field === 3) shape = readShape(from.message('the shape of a tensor'));
  }
  return { key: '', tensor, dtype, shape };
}

function readAsset(from: WireReader): { tensor: string | null; filename: string } {
  let tensor: string | null = null;
  let filename = '';
  while (from.next()) {
    if (from.field === 1) tensor = readTensorInfo(from.message()).tensor;
    else if (from.field === 2) filename = from.text();
  }
  return { tensor, filename };
}
