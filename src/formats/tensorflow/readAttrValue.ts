import {
  type AttrList,
  type AttrValue,
  type NameAttrList,
  type PartialShape,
  type TensorProto,
  type TfDataType,
  tfDataTypeOf,
  type Whole,
} from '../../model/index.ts';
import { type Fields, readEntry, readFields, type WireReader } from '../containers/protobuf/index.ts';
import { readShape } from './readShape.ts';
import { readTensorProto } from './readTensorProto.ts';

const NONE: AttrValue = { kind: 'none' };

interface Slot {
  value: AttrValue;
}

/** The kinds of `AttrValue` (`tensorflow/core/framework/attr_value.proto`); the last one that is set counts. */
const ATTR: Fields<Slot> = {
  1: (it, from) => {
    it.value = { kind: 'list', value: readList(from.message()) };
  },
  2: (it, from) => {
    it.value = { kind: 's', value: from.take() };
  },
  3: (it, from) => {
    it.value = { kind: 'i', value: from.whole() };
  },
  4: (it, from) => {
    it.value = { kind: 'f', value: from.float() };
  },
  5: (it, from) => {
    it.value = { kind: 'b', value: from.bool() };
  },
  6: (it, from) => {
    it.value = { kind: 'type', value: tfDataTypeOf(from.int()) };
  },
  7: (it, from) => {
    it.value = { kind: 'shape', value: readShape(from.message()) };
  },
  8: (it, from) => {
    it.value = { kind: 'tensor', value: readTensorProto(from.message()) };
  },
  9: (it, from) => {
    it.value = { kind: 'placeholder', value: from.text() };
  },
  10: (it, from) => {
    it.value = { kind: 'func', value: readNameAttrList(from.message()) };
  },
};

/** Reads an `AttrValue`. */
export function readAttrValue(from: WireReader): AttrValue {
  return readFields(from, ATTR, { value: NONE }).value;
}

/** Reads an entry of a map of attributes into `into`. */
export function readAttr(into: Map<string, AttrValue>, from: WireReader): void {
  readEntry(
    from,
    into,
    (entry) => readAttrValue(entry.message('an attribute')),
    () => NONE,
  );
}

interface ListDraft {
  readonly s: Uint8Array[];
  readonly i: Whole[];
  readonly f: number[];
  readonly b: Whole[];
  readonly type: Whole[];
  readonly shape: (PartialShape | null)[];
  readonly tensor: TensorProto[];
  readonly func: NameAttrList[];
}

const LIST: Fields<ListDraft> = {
  2: (it, from) => void it.s.push(from.take()),
  3: (it, from) => from.wholes(it.i),
  4: (it, from) => from.floats(it.f),
  5: (it, from) => from.wholes(it.b),
  6: (it, from) => from.wholes(it.type),
  7: (it, from) => void it.shape.push(readShape(from.message())),
  8: (it, from) => void it.tensor.push(readTensorProto(from.message())),
  9: (it, from) => void it.func.push(readNameAttrList(from.message())),
};

function readList(from: WireReader): AttrList {
  const draft: ListDraft = { s: [], i: [], f: [], b: [], type: [], shape: [], tensor: [], func: [] };
  const { b, type, ...rest } = readFields(from, LIST, draft);
  return {
    ...rest,
    b: b.map((it) => it !== 0),
    type: type.map((it): TfDataType => tfDataTypeOf(Number(it))),
  };
}

function readNameAttrList(from: WireReader): NameAttrList {
  const attrs = new Map<string, AttrValue>();
  let name = '';
  while (from.next()) {
    if (from.field === 1) name = from.text();
    else if (from.field === 2) readAttr(attrs, from);
  }
  return { name, attrs };
}
