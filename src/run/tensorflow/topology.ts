import type { io } from '@tensorflow/tfjs-core';
import type { AttrValue, TfDataType, TfNode, TfSubgraph } from '../../model/index.ts';
import { encodeConstant } from './encodeConstant.ts';
import { wholeTypeKey } from './ops/OpCall.ts';

/**
 * TensorFlow.js knows no shorter or longer types than these; the file's notes say where a graph has others. Whole numbers
 * that do not fit are stopped where constants, casts and arithmetic meet them (`ops/wholes.ts`).
 */
const TYPES: Partial<Record<TfDataType, string>> = {
  float32: 'DT_FLOAT',
  float64: 'DT_FLOAT',
  float16: 'DT_FLOAT',
  bfloat16: 'DT_FLOAT',
  int8: 'DT_INT32',
  uint8: 'DT_INT32',
  int16: 'DT_INT32',
  uint16: 'DT_INT32',
  int32: 'DT_INT32',
  int64: 'DT_INT32',
  uint32: 'DT_INT32',
  uint64: 'DT_INT32',
  bool: 'DT_BOOL',
  string: 'DT_STRING',
  complex64: 'DT_COMPLEX64',
};

type JsonAttr = Readonly<Record<string, unknown>>;

const shapeOf = (shape: readonly (number | null)[] | null): JsonAttr =>
  shape === null ? { unknownRank: true } : { dim: shape.map((size) => ({ size: size ?? -1 })) };

/** Attributes as GraphDef JSON. Functions are gone by now, and constants come as weights. */
function attrOf(attr: AttrValue): JsonAttr | null {
  switch (attr.kind) {
    case 's':
      return { s: Array.from(attr.value) };
    case 'i':
      return { i: Number(attr.value) };
    case 'f':
      return { f: attr.value };
    case 'b':
      return { b: attr.value };
    case 'type':
      return { type: TYPES[attr.value] ?? 'DT_INVALID' };
    case 'shape':
      return { shape: shapeOf(attr.value) };
    case 'list': {
      const { s, i, f, b, type, shape } = attr.value;
      if (s.length > 0) return { list: { s: s.map((text) => Array.from(text)) } };
      if (f.length > 0) return { list: { f: [...f] } };
      if (b.length > 0) return { list: { b: [...b] } };
      if (type.length > 0) return { list: { type: type.map((it) => TYPES[it] ?? 'DT_INVALID') } };
      if (shape.length > 0) return { list: { shape: shape.map(shapeOf) } };
      return { list: { i: i.map(Number) } };
    }
    default:
      return null;
  }
}

function nodeOf(node: TfNode): Record<string, unknown> {
  const attr: Record<string, JsonAttr> = {};
  if (node.op !== 'Const' && node.op !== 'Placeholder')
    for (const [key, value] of node.attrs) {
      const json = attrOf(value);
      if (json !== null) attr[key] = json;
      if (value.kind === 'type' && /int/.test(value.value))
        attr[wholeTypeKey(key)] = { s: Array.from(new TextEncoder().encode(value.value)) };
    }
  return { name: node.name, op: node.op, input: node.inputs.map(plainName), attr };
}

const plainName = (tensor: string): string => (tensor.endsWith(':0') ? tensor.slice(0, -2) : tensor);

/** A subgraph as TensorFlow.js loads graph-models. Throws `RunStop` for constants that it cannot hold. */
export function topologyOf({ nodes }: TfSubgraph): io.ModelArtifacts {
  const constants = nodes.flatMap((node) => {
    const value = node.op === 'Const' ? node.attrs.get('value') : undefined;
    return value?.kind === 'tensor' ? [encodeConstant(node.name, value.value)] : [];
  });
  const data = new Uint8Array(constants.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of constants) {
    data.set(bytes, at);
    at += bytes.length;
  }
  return {
    modelTopology: { node: nodes.map(nodeOf), versions: { producer: 0, minConsumer: 0 } },
    weightSpecs: constants.map(({ spec }) => spec),
    weightData: data.buffer,
    format: 'graph-model',
  };
}

/** A tensor as TensorFlow.js names it. */
export { plainName };
