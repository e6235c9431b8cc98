import type { ArgDef, AttrValue, NodeDef, TfDataType, TfProgram } from '../../../model/index.ts';
import { textAttr } from './FlatNode.ts';
import { OP_TABLE } from './opTable.ts';

type Attrs = ReadonlyMap<string, AttrValue>;
type Output = Pick<ArgDef, 'name' | 'numberAttr' | 'typeListAttr'>;

interface KnownOp {
  readonly outputs: readonly Output[];
  readonly defaults: Attrs;
}

const KNOWN: ReadonlyMap<string, KnownOp> = new Map(OP_TABLE.trim().split('\n').map(parseLine));

function parseLine(line: string): readonly [string, KnownOp] {
  const [op = '', outputs = '-', ...defaults] = line.split(' ');
  const parsed = defaults.map((entry): [string, AttrValue] => {
    const cut = entry.indexOf('=');
    return [entry.slice(0, cut), parseDefault(entry.slice(cut + 1))];
  });
  return [
    op,
    { outputs: outputs === '-' ? [] : outputs.split(',').map(parseOutput), defaults: new Map(parsed) },
  ];
}

function parseOutput(text: string): Output {
  const [name = '', numberAttr = null] = text.split('*');
  const [bare = '', typeListAttr = null] = name.split('@');
  return { name: bare, numberAttr, typeListAttr };
}

function parseDefault(text: string): AttrValue {
  const value = text.slice(text.startsWith('li') ? 2 : 1);
  switch (text[0]) {
    case 'b':
      return { kind: 'b', value: value === '1' };
    case 'i':
      return { kind: 'i', value: Number(value) };
    case 'f':
      return { kind: 'f', value: Number(value) };
    case 't':
      return { kind: 'type', value: value as TfDataType };
    case 'l':
      return { kind: 'list', value: listOf(value === '' ? [] : value.split('/').map(Number)) };
    default:
      return textAttr(value);
  }
}

function listOf(i: readonly number[]): Extract<AttrValue, { kind: 'list' }>['value'] {
  return { s: [], i, f: [], b: [], type: [], shape: [], tensor: [], func: [] };
}

/**
 * The attributes of an operation with what its writer left out because it is the default, and with those of the function
 * around it in the place of placeholders. What the file declares comes before our own table.
 */
export function expandOpDef(program: TfProgram, def: NodeDef, around: Attrs): Attrs {
  const own = [...def.attrs].flatMap(([key, attr]): [string, AttrValue][] => {
    const value = attr.kind === 'placeholder' ? around.get(attr.value) : attr;
    return value === undefined ? [] : [[key, value]];
  });
  return new Map([
    ...(KNOWN.get(def.op)?.defaults ?? []),
    ...(program.opDefs.get(def.op)?.defaults ?? []),
    ...own,
  ]);
}

/** How many tensors an argument stands for. */
export function countOf(def: Output, attrs: Attrs): number {
  if (def.numberAttr !== null) {
    const count = attrs.get(def.numberAttr);
    return count?.kind === 'i' ? Math.min(Number(count.value), MOST) : 1;
  }
  if (def.typeListAttr !== null) {
    const types = attrs.get(def.typeListAttr);
    return types?.kind === 'list' ? types.value.type.length : 1;
  }
  return 1;
}

/** Tensors of one argument; no operation has more. */
const MOST = 10_000;

/** The number of the first tensor of an output, which functions call by name (`node:y:0`). */
export function outputOffset(program: TfProgram, def: NodeDef, output: string, around: Attrs): number {
  const outputs = KNOWN.get(def.op)?.outputs ?? [];
  const declared = outputs.length > 0 ? outputs : (program.opDefs.get(def.op)?.outputs ?? []);
  const called = program.graph.functions.get(def.op)?.signature.outputs ?? declared;
  const attrs = expandOpDef(program, def, around);
  let offset = 0;
  for (const it of called) {
    if (it.name === output) return offset;
    offset += countOf(it, attrs);
  }
  return 0;
}
