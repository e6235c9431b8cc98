import {
  type AttrList,
  type AttrValue,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  type NameAttrList,
  type NodeDef,
  type PartialShape,
  ReadError,
  type TensorProto,
  type TfDataType,
} from '../../model/index.ts';
import { textAttr } from '../tensorflow/rewrite/FlatNode.ts';
import { floatOfJson, textOfJson, wholeOfJson } from './jsonScalars.ts';

/** More operations than any network has. */
const MAX_NODES = 1_000_000;

/** Values of constants by the name of their node; `undefined` for those that are variables of the model. */
export type Constants = (name: string) => TensorProto | undefined;

/** The nodes of a GraphDef in the JSON form that TensorFlow.js' converter writes. Throws `ReadError` where it is none. */
export function nodesOfGraph(topology: Json | undefined, where: string): readonly JsonObject[] {
  if (!isObject(topology) || !isArray(topology.node))
    throw new ReadError(
      'corrupt',
      `${where} of the graph model has no list of nodes. Expected a GraphDef.`,
      where,
    );
  if (topology.node.length > MAX_NODES)
    throw new ReadError(
      'too-large',
      `${where} has more than ${MAX_NODES.toLocaleString('en')} nodes.`,
      where,
    );
  return topology.node.map((node, i) => {
    if (isObject(node) && typeof node.name === 'string' && typeof node.op === 'string') return node;
    throw new ReadError('corrupt', 'A node of the graph has no name or no op.', `${where}.node[${i}]`);
  });
}

/** A node in the form that files of TensorFlow itself have. Constants that are variables become such. */
export function readJsonNode(node: JsonObject, constants: Constants): NodeDef {
  const name = textOfJson(node.name);
  const inputs = isArray(node.input) ? node.input.map(textOfJson) : [];
  const plain = { name, inputs, device: '' };
  if (node.op === 'Const') {
    const value = constants(name);
    if (value === undefined)
      return { ...plain, op: 'VariableV2', attrs: new Map([['shared_name', textAttr(name)]]) };
    return {
      ...plain,
      op: 'Const',
      attrs: new Map<string, AttrValue>([
        ['dtype', { kind: 'type', value: value.dtype }],
        ['value', { kind: 'tensor', value }],
      ]),
    };
  }
  return { ...plain, op: textOfJson(node.op), attrs: readJsonAttrs(node.attr) };
}

/** Attributes by name. */
export function readJsonAttrs(attrs: Json | undefined): Map<string, AttrValue> {
  const entries = isObject(attrs) ? Object.entries(attrs) : [];
  return new Map(entries.map(([key, attr]) => [key, readAttr(attr)]));
}

/** A type by the name that JSON gives it. */
export function typeOf(type: Json | undefined): TfDataType {
  return typeof type === 'string' && Object.hasOwn(TYPES, type) ? (TYPES[type] ?? 'invalid') : 'invalid';
}

const TYPES: Readonly<Record<string, TfDataType>> = {
  DT_FLOAT: 'float32',
  DT_DOUBLE: 'float64',
  DT_HALF: 'float16',
  DT_BFLOAT16: 'bfloat16',
  DT_INT8: 'int8',
  DT_UINT8: 'uint8',
  DT_INT16: 'int16',
  DT_INT32: 'int32',
  DT_INT64: 'int64',
  DT_BOOL: 'bool',
  DT_STRING: 'string',
  DT_COMPLEX64: 'complex64',
  DT_RESOURCE: 'resource',
  DT_VARIANT: 'variant',
};

/** The one key of an attribute says its kind. */
const KINDS: Readonly<Record<string, (value: Json) => AttrValue>> = {
  s: (value) => ({ kind: 's', value: base64(textOfJson(value)) }),
  i: (value) => ({ kind: 'i', value: wholeOfJson(value) }),
  f: (value) => ({ kind: 'f', value: floatOfJson(value) }),
  b: (value) => ({ kind: 'b', value: value === true }),
  type: (value) => ({ kind: 'type', value: typeOf(value) }),
  shape: (value) => ({ kind: 'shape', value: readJsonShape(value) }),
  func: (value) => ({ kind: 'func', value: readNameAttrList(value) }),
  placeholder: (value) => ({ kind: 'placeholder', value: textOfJson(value) }),
  list: (value) => ({ kind: 'list', value: readList(isObject(value) ? value : {}) }),
};

function readAttr(attr: Json): AttrValue {
  if (!isObject(attr)) return { kind: 'none' };
  const key = Object.keys(attr).find((it) => Object.hasOwn(KINDS, it));
  return key === undefined ? { kind: 'none' } : (KINDS[key]?.(attr[key] ?? null) ?? { kind: 'none' });
}

/** A shape; `null` for one of unknown rank, `null` axes are free. */
export function readJsonShape(shape: Json | undefined): PartialShape | null {
  if (!isObject(shape) || shape.unknownRank === true) return null;
  const sizes = isArray(shape.dim)
    ? shape.dim.map((it) => Number(wholeOfJson(isObject(it) ? (it.size ?? 0) : 0)))
    : [];
  return sizes.map((size) => (size < 0 ? null : size));
}

function readList(list: JsonObject): AttrList {
  const items = (key: string): readonly Json[] => {
    const values = list[key];
    return isArray(values) ? values : [];
  };
  return {
    s: items('s').map((it) => base64(textOfJson(it))),
    i: items('i').map(wholeOfJson),
    f: items('f').map(floatOfJson),
    b: items('b').map((it) => it === true),
    type: items('type').map(typeOf),
    shape: items('shape').map(readJsonShape),
    tensor: [],
    func: items('func').map(readNameAttrList),
  };
}

/** A function that an operation calls. */
function readNameAttrList(value: Json): NameAttrList {
  const { name, attr } = isObject(value) ? value : {};
  return { name: typeof name === 'string' ? name : '', attrs: readJsonAttrs(attr) };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 in either alphabet; the core rooms have no `atob`. */
function base64(text: string): Uint8Array {
  const digits = [...text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')].map((it) =>
    ALPHABET.indexOf(it),
  );
  if (digits.includes(-1)) return (textAttr(text) as Extract<AttrValue, { kind: 's' }>).value;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let i = 0, at = 0; at < bytes.length; i += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = digits.slice(i, i + 4);
    const word = (a << 18) | (b << 12) | (c << 6) | d;
    for (const shift of [16, 8, 0]) if (at < bytes.length) bytes[at++] = (word >> shift) & 255;
  }
  return bytes;
}
