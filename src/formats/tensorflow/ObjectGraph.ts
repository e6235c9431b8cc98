import { type Fields, readFields, WireReader } from '../containers/protobuf/index.ts';

/** An object that TensorFlow tracks (`tensorflow/core/protobuf/trackable_object_graph.proto`, `TrackableObject`). */
export interface TrackedObject {
  /** Attribute names to node numbers, in the order of the file. */
  readonly children: ReadonlyMap<string, number>;
  /** What it saved: `VARIABLE_VALUE` for variables. */
  readonly values: readonly SavedValue[];
  /** Optimizer state by variable. */
  readonly slots: readonly Slot[];
}

/** A value of an object, by the key that the bundle has it under. */
export interface SavedValue {
  readonly name: string;
  /** The variable's own name: `dense/kernel`; empty when it has none. */
  readonly fullName: string;
  readonly key: string;
}

/** A slot variable: `m` of the variable `of`. */
export interface Slot {
  readonly of: number;
  readonly name: string;
  readonly node: number;
}

/** Objects by number; 0 is the root. Edges may form cycles. */
export type ObjectGraph = readonly TrackedObject[];

const MAX_NODES = 1_000_000;

/** Reads the object graph of a checkpoint (key `_CHECKPOINTABLE_OBJECT_GRAPH`). Every edge leads to a node of it. */
export function readObjectGraph(bytes: Uint8Array): ObjectGraph {
  const nodes: TrackedObject[] = [];
  const from = new WireReader(bytes, 'the object graph of the checkpoint');
  while (from.next()) {
    if (from.field !== 1) continue;
    if (nodes.length >= MAX_NODES)
      throw from.excess(`has more than ${MAX_NODES.toLocaleString('en')} objects`);
    nodes.push(readNode(from.message()));
  }
  const inside = (node: number): boolean => node >= 0 && node < nodes.length;
  for (const { children, slots } of nodes) {
    const ends = [...children.values(), ...slots.flatMap(({ of, node }) => [of, node])];
    if (!ends.every(inside)) throw from.fault('has an edge that leads nowhere');
  }
  return nodes;
}

interface Draft {
  readonly children: Map<string, number>;
  readonly values: SavedValue[];
  readonly slots: Slot[];
}

const NODE: Fields<Draft> = {
  1: (it, from) => readChild(it.children, from.message()),
  2: (it, from) => void it.values.push(readValue(from.message())),
  3: (it, from) => void it.slots.push(readSlot(from.message())),
};

const readNode = (from: WireReader): TrackedObject =>
  readFields(from, NODE, { children: new Map(), values: [], slots: [] });

/** Reads an edge (`ObjectReference`); the first of a name counts, as for TensorFlow, which looks them up in order. */
export function readChild(into: Map<string, number>, from: WireReader): void {
  let [name, node] = ['', 0];
  while (from.next()) {
    if (from.field === 1) node = from.int();
    else if (from.field === 2) name = from.text();
  }
  if (!into.has(name)) into.set(name, node);
}

function readValue(from: WireReader): SavedValue {
  let [name, fullName, key] = ['', '', ''];
  while (from.next()) {
    if (from.field === 1) name = from.text();
    else if (from.field === 2) fullName = from.text();
    else if (from.field === 3) key = from.text();
  }
  return { name, fullName, key };
}

function readSlot(from: WireReader): Slot {
  let [of, name, node] = [0, '', 0];
  while (from.next()) {
    if (from.field === 1) of = from.int();
    else if (from.field === 2) name = from.text();
    else if (from.field === 3) node = from.int();
  }
  return { of, name, node };
}
