import type { Call } from './Call.ts';
import { type DictDraft, type Draft, isKind, nameOf } from './Draft.ts';
import type { Machine } from './Machine.ts';

/** Text as the bytes of its code points: `_codecs.encode(text, "latin1")`, how protocols 0 to 2 write bytes. */
const encode: Call = (machine, [text = null, codec = null]) => {
  if (typeof text !== 'string' || (codec !== 'latin1' && codec !== 'latin-1'))
    throw machine.refusal('The pickle encodes a text otherwise than as Latin-1, which is refused.');
  return { kind: 'bytes', bytes: latin1Bytes(machine, text) };
};

/** A Latin-1 text as bytes. Throws `ReadError('corrupt')` for other letters. */
export function latin1Bytes(machine: Machine, text: string): Uint8Array {
  machine.allocate(text.length);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) throw machine.fault('holds a letter where a byte belongs');
    bytes[i] = code;
  }
  return bytes;
}

const bytes: Call = (machine, args) => {
  const [first = null, codec = null] = args;
  if (args.length === 0) return { kind: 'bytes', bytes: new Uint8Array(0) };
  if (isKind(first, 'bytes')) return first;
  return encode(machine, [first, codec]);
};

const emptyDict: Call = (machine, args): DictDraft => {
  const [items] = args;
  if (items !== undefined && !isKind(items, 'global'))
    throw machine.refusal('The pickle makes a dict of other values, which is refused.');
  return { kind: 'dict', entries: [] };
};

const setOf: Call = (machine, [items]) => {
  if (items === undefined) return { kind: 'set', items: [] };
  if (!isKind(items, 'list') && !isKind(items, 'tuple'))
    throw machine.refusal(`The pickle makes a set of ${nameOf(items)}, which is refused.`);
  machine.allocate(8 * items.items.length);
  return { kind: 'set', items: [...items.items] };
};

const slice: Call = (machine, args) => {
  const [start = null, stop = null, step = null] = args;
  if (args.length !== 3) throw machine.fault('makes a slice of other than three parts');
  return { kind: 'slice', start: scalar(start), stop: scalar(stop), step: scalar(step) };
  function scalar(value: Draft): bigint | string | null {
    if (value === null || typeof value === 'bigint' || typeof value === 'string') return value;
    throw machine.refusal(`The pickle makes a slice of ${nameOf(value)}, which is refused.`);
  }
};

/** `copyreg._reconstructor(cls, object, None)`: how protocols 0 and 1 make an object. */
const reconstructor: Call = (machine, [cls = null, base = null, state = null]) => {
  if (!isKind(cls, 'global') || !isKind(base, 'global') || base.name !== 'builtins.object' || state !== null)
    throw machine.refusal(`The pickle makes a ${nameOf(cls)} in a way that is refused.`);
  return machine.instance(cls.name);
};

/** `_new_Index(Index, {"data": array})` of pandas: old versions keep column names so. */
const newIndex: Call = (machine, [, parts = null]) => {
  const data = isKind(parts, 'dict') ? parts.entries.find(([key]) => key === 'data')?.[1] : undefined;
  if (data === undefined || !isKind(data, 'array'))
    throw machine.refusal('The pickle holds a pandas index that is no plain array, which is refused.');
  return data;
};

const inert =
  (className: string): Call =>
  () => ({ kind: 'object', className, attributes: new Map() });

/** Python's own functions that pickles of plain data name. */
export const PLAIN_CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['_codecs.encode', encode],
  ['builtins.bytes', bytes],
  ['builtins.bytearray', bytes],
  ['builtins.set', setOf],
  ['builtins.frozenset', setOf],
  ['builtins.slice', slice],
  ['collections.OrderedDict', emptyDict],
  ['collections.defaultdict', emptyDict],
  ['copyreg._reconstructor', reconstructor],
  ['pandas.core.indexes.base._new_Index', newIndex],
  // A seed that fitting used; predictions do not depend on it.
  ['numpy.random._pickle.__randomstate_ctor', inert('numpy.random.RandomState')],
  ['numpy.random._pickle.__bit_generator_ctor', inert('numpy.random.BitGenerator')],
]);
