import type { Json, JsonObject } from '../../model/index.ts';
import type { MessageRange, RangedField } from '../containers/protobuf/index.ts';
import { type OnnxTensor, readTensor } from './readTensor.ts';

/** An operation, with the tensors and graphs that it states. */
export interface OnnxNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: JsonObject;
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  readonly graphs: ReadonlyMap<string, OnnxGraph>;
}

/** A `GraphProto`, its values still in the file. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  /** Names of tensors that are stored without their zeros. */
  readonly sparse: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

interface GraphDraft {
  readonly nodes: OnnxNode[];
  readonly initializers: OnnxTensor[];
  readonly sparse: string[];
  readonly inputs: string[];
  readonly outputs: string[];
}

type Take<T> = (draft: T, field: RangedField, message: MessageRange) => void;
type Takes<T> = Readonly<Record<number, Take<T>>>;

const MAX_NODES = 1_000_000;
/** Longer texts in attributes are told by their length. */
const MAX_TEXT = 2 ** 16;

/** Reads a graph and those inside it (`onnx.proto`). Throws `ReadError` for a damaged one. */
export function readGraph(message: MessageRange): OnnxGraph {
  const draft: GraphDraft = { nodes: [], initializers: [], sparse: [], inputs: [], outputs: [] };
  taken(message, GRAPH, draft);
  return draft;
}

function taken<T>(message: MessageRange, takes: Takes<T>, draft: T): T {
  for (const field of message.fields()) takes[field.number]?.(draft, field, message);
  return draft;
}

const GRAPH: Takes<GraphDraft> = {
  1: (draft, field, message) => {
    if (draft.nodes.length >= MAX_NODES) throw message.fault('has more than a million nodes');
    draft.nodes.push(readNode(message.message(field, `node ${draft.nodes.length}`)));
  },
  5: (draft, field, message) => {
    if (draft.initializers.length >= MAX_NODES) throw message.fault('has more than a million initializers');
    draft.initializers.push(readTensor(message.message(field, `initializer ${draft.initializers.length}`)));
  },
  11: (draft, field, message) => void draft.inputs.push(nameIn(message.message(field, 'an input'))),
  12: (draft, field, message) => void draft.outputs.push(nameIn(message.message(field, 'an output'))),
  15: (draft, field, message) => {
    const sparse = message.message(field, 'a sparse initializer');
    for (const inner of sparse.fields())
      if (inner.number === 1) draft.sparse.push(readTensor(sparse.message(inner, 'its values')).name);
  },
};

/** The name in a `ValueInfoProto`. */
function nameIn(message: MessageRange): string {
  let name = '';
  for (const field of message.fields()) if (field.number === 1) name = message.text(field);
  return name;
}

interface NodeDraft {
  name: string;
  op: string;
  domain: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: Record<string, Json>;
  readonly tensors: Map<string, OnnxTensor>;
  readonly graphs: Map<string, OnnxGraph>;
}

const NODE: Takes<NodeDraft> = {
  1: (draft, field, message) => void draft.inputs.push(message.text(field)),
  2: (draft, field, message) => void draft.outputs.push(message.text(field)),
  3: (draft, field, message) => {
    draft.name = message.text(field);
  },
  4: (draft, field, message) => {
    draft.op = message.text(field);
  },
  5: (draft, field, message) => addAttribute(draft, message.message(field, 'an attribute')),
  7: (draft, field, message) => {
    draft.domain = message.text(field);
  },
};

function readNode(message: MessageRange): OnnxNode {
  const draft: NodeDraft = {
    ...{ name: '', op: '', domain: '', inputs: [], outputs: [] },
    ...{ attributes: Object.create(null), tensors: new Map(), graphs: new Map() },
  };
  const { domain, ...node } = taken(message, NODE, draft);
  return { ...node, op: domain === '' || domain === 'ai.onnx' ? node.op : `${domain}.${node.op}` };
}

interface AttributeDraft {
  name: string;
  type: number;
  value: Json | null;
  readonly list: Json[];
  readonly tensors: OnnxTensor[];
  readonly graphs: OnnxGraph[];
}

const float = (field: RangedField, message: MessageRange): number[] => {
  const bytes = message.source.view(field.at, field.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getFloat32(4 * i, true));
};

/** What a double cannot hold stays a text. */
const plain = (value: bigint): Json => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));

/** Texts of attributes are bytes, and may be no text. */
function textOf(field: RangedField, message: MessageRange): string {
  const bytes = message.source.view(field.at, Math.min(field.length, MAX_TEXT));
  return field.length > MAX_TEXT ? `${field.length} bytes` : new TextDecoder().decode(bytes);
}

const ATTRIBUTE: Takes<AttributeDraft> = {
  1: (draft, field, message) => {
    draft.name = message.text(field);
  },
  2: (draft, field, message) => {
    draft.value = float(field, message)[0] ?? 0;
  },
  3: (draft, field) => {
    draft.value = plain(field.value);
  },
  4: (draft, field, message) => {
    draft.value = textOf(field, message);
  },
  5: (draft, field, message) => void draft.tensors.push(readTensor(message.message(field, 'a constant'))),
  6: (draft, field, message) => void draft.graphs.push(readGraph(message.message(field, 'a graph inside'))),
  7: (draft, field, message) => {
    for (const it of float(field, message)) draft.list.push(it);
  },
  8: (draft, field, message) => {
    for (const it of message.wholes(field)) draft.list.push(plain(it));
  },
  9: (draft, field, message) => void draft.list.push(textOf(field, message)),
  10: (draft, field, message) => void draft.tensors.push(readTensor(message.message(field, 'a constant'))),
  11: (draft, field, message) => void draft.graphs.push(readGraph(message.message(field, 'a graph inside'))),
  20: (draft, field, message) => {
    draft.type = message.int(field);
  },
};

/** What FLOAT, INT and STRING are where their value is left out. */
const EMPTY: Readonly<Record<number, Json>> = { 1: 0, 2: 0, 3: '' };

function addAttribute(node: NodeDraft, message: MessageRange): void {
  const draft: AttributeDraft = { name: '', type: 0, value: null, list: [], tensors: [], graphs: [] };
  const { name, type, value, list, tensors, graphs } = taken(message, ATTRIBUTE, draft);
  const numbered = (i: number, of: readonly unknown[]): string => (of.length === 1 ? name : `${name} ${i}`);
  tensors.forEach((tensor, i) => void node.tensors.set(numbered(i, tensors), tensor));
  graphs.forEach((graph, i) => void node.graphs.set(numbered(i, graphs), graph));
  if (tensors.length === 0 && graphs.length === 0) node.attributes[name] = value ?? EMPTY[type] ?? list;
}
