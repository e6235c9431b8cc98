import { type ArgDef, type AttrValue, type OpDef, type TfDataType, tfDataTypeOf } from '../../model/index.ts';
import { type Fields, readFields, type WireReader } from '../containers/protobuf/index.ts';
import { readAttrValue } from './readAttrValue.ts';

interface Draft {
  name: string;
  readonly inputs: ArgDef[];
  readonly outputs: ArgDef[];
  readonly defaults: Map<string, AttrValue>;
  isStateful: boolean;
}

const OP: Fields<Draft> = {
  1: (it, from) => {
    it.name = from.text();
  },
  2: (it, from) => void it.inputs.push(readArg(from.message('an argument'))),
  3: (it, from) => void it.outputs.push(readArg(from.message('an output'))),
  4: (it, from) => readDefault(it.defaults, from.message('an attribute of an operation')),
  17: (it, from) => {
    it.isStateful = from.bool();
  },
};

/** Reads what an operation or a function takes and gives (`tensorflow/core/framework/op_def.proto`). */
export function readOpDef(from: WireReader): OpDef {
  return readFields(from, OP, { name: '', inputs: [], outputs: [], defaults: new Map(), isStateful: false });
}

interface ArgDraft {
  name: string;
  type: TfDataType;
  typeAttr: string | null;
  numberAttr: string | null;
  typeListAttr: string | null;
  isRef: boolean;
}

const ARG: Fields<ArgDraft> = {
  1: (it, from) => {
    it.name = from.text();
  },
  3: (it, from) => {
    it.type = tfDataTypeOf(from.int());
  },
  4: (it, from) => {
    it.typeAttr = named(from);
  },
  5: (it, from) => {
    it.numberAttr = named(from);
  },
  6: (it, from) => {
    it.typeListAttr = named(from);
  },
  16: (it, from) => {
    it.isRef = from.bool();
  },
};

/** An empty name is none. */
function named(from: WireReader): string | null {
  const name = from.text();
  return name === '' ? null : name;
}

function readArg(from: WireReader): ArgDef {
  return readFields(from, ARG, {
    name: '',
    type: 'invalid',
    typeAttr: null,
    numberAttr: null,
    typeListAttr: null,
    isRef: false,
  });
}

function readDefault(into: Map<string, AttrValue>, from: WireReader): void {
  let name = '';
  let value: AttrValue | null = null;
  while (from.next()) {
    if (from.field === 1) name = from.text();
    else if (from.field === 3) value = readAttrValue(from.message('an attribute'));
  }
  if (value !== null) into.set(name, value);
}
