import { decodeUtf8 } from '../decodeUtf8.ts';
import { build } from './build.ts';
import { type Draft, isKind, nameOf } from './Draft.ts';
import { callGlobal, lookUp, makeInstance } from './globals.ts';
import { MARK, type Machine } from './Machine.ts';
import { escapedText, float, lineOf, quotedText, rawUnicode, whole } from './textOpcodes.ts';

/** What an opcode does. */
export type Step = (machine: Machine) => void;

const { fromCharCode } = String;
const code = (character: string): number => character.charCodeAt(0);

/** Lengths above this are no length of a real file; `Cursor.take` checks the rest. */
function length(machine: Machine, width: 1 | 4 | 8): number {
  return machine.cursor.uint(width);
}

const text =
  (width: 1 | 4 | 8): Step =>
  (machine) =>
    machine.push(decodeUtf8(machine.cursor.take(length(machine, width))));

const bytes =
  (width: 1 | 4 | 8): Step =>
  (machine) =>
    machine.push({ kind: 'bytes', bytes: machine.cursor.take(length(machine, width)) });

/** Python 2's str: bytes or text, nobody knows; read as Latin-1, which loses nothing. */
const oldText =
  (width: 1 | 4): Step =>
  (machine) =>
    machine.push(latin1(machine.cursor.take(length(machine, width))));

function latin1(raw: Uint8Array): string {
  let result = '';
  for (let at = 0; at < raw.length; at += 8192) result += fromCharCode(...raw.subarray(at, at + 8192));
  return result;
}

const MAX_INTEGER_BYTES = 1024;

/** LONG1, LONG4: little-endian two's complement. */
const long =
  (width: 1 | 4): Step =>
  (machine) => {
    const size = length(machine, width);
    if (size > MAX_INTEGER_BYTES) throw machine.fault('holds an integer of an impossible length');
    const raw = machine.cursor.take(size);
    let value = 0n;
    for (let i = raw.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(raw[i] as number);
    machine.push(BigInt.asIntN(size * 8, value));
  };

const tuple =
  (count: number): Step =>
  (machine) => {
    const items: Draft[] = [];
    for (let i = 0; i < count; i++) items.unshift(machine.pop());
    machine.push({ kind: 'tuple', items });
  };

function addEntries(machine: Machine, flat: readonly Draft[]): void {
  if (flat.length % 2 === 1) throw machine.fault('has a key without a value');
  const { entries } = machine.topDict();
  for (let i = 0; i < flat.length; i += 2) entries.push([flat[i] as Draft, flat[i + 1] as Draft]);
}

function addItems(machine: Machine, kind: 'list' | 'set', added: readonly Draft[]): void {
  const { items } = machine.topList(kind);
  for (const item of added) items.push(item);
}

const refused =
  (because: string): Step =>
  (machine) => {
    throw machine.refusal(because);
  };

const ELSEWHERE = 'The pickle refers to something outside of the file, which is never followed.';
const REGISTERED = 'The pickle uses codes that only the program which wrote it knows (EXT).';

const signed32 = (machine: Machine): bigint => BigInt(machine.cursor.u32() | 0);

/**
 * The opcodes of pickle protocols 0 to 5 (CPython, `Lib/pickletools.py`), by byte. Each one moves data; those that Python
 * lets call something go through the allow-list of `globals.ts`.
 */
export const OPCODES: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0x80, (m) => protocol(m)],
  [0x95, (m) => void m.cursor.skip(8)], // FRAME: how much to buffer, which is of no use here.
  [code('('), (m) => m.push(MARK)],
  [code('0'), (m) => m.drop()],
  [code('1'), (m) => void m.popToMark()],
  [code('2'), (m) => m.push(m.top())],
  // constants
  [code('N'), (m) => m.push(null)],
  [0x88, (m) => m.push(true)],
  [0x89, (m) => m.push(false)],
  [code('J'), (m) => m.push(signed32(m))],
  [code('K'), (m) => m.push(BigInt(m.cursor.u8()))],
  [code('M'), (m) => m.push(BigInt(m.cursor.u16()))],
  [0x8a, long(1)],
  [0x8b, long(4)],
  [code('G'), (m) => m.push(bigEndianDouble(m))],
  [code('I'), (m) => m.push(whole(m, lineOf(m)))],
  [code('L'), (m) => m.push(whole(m, lineOf(m)))],
  [code('F'), (m) => m.push(float(m, lineOf(m)))],
  // texts and bytes
  [code('V'), (m) => m.push(rawUnicode(m, lineOf(m)))],
  [code('S'), (m) => m.push(escapedText(m, quotedText(m, lineOf(m))))],
  [code('X'), text(4)],
  [0x8c, text(1)],
  [0x8d, text(8)],
  [code('U'), oldText(1)],
  [code('T'), oldText(4)],
  [code('C'), bytes(1)],
  [code('B'), bytes(4)],
  [0x8e, bytes(8)],
  [0x96, bytes(8)],
  // containers
  [code(')'), tuple(0)],
  [0x85, tuple(1)],
  [0x86, tuple(2)],
  [0x87, tuple(3)],
  [code('t'), (m) => m.push({ kind: 'tuple', items: m.popToMark() })],
  [code(']'), (m) => m.push({ kind: 'list', items: [] })],
  [code('l'), (m) => m.push({ kind: 'list', items: m.popToMark() })],
  [code('}'), (m) => m.push({ kind: 'dict', entries: [] })],
  [0x8f, (m) => m.push({ kind: 'set', items: [] })],
  [0x91, (m) => m.push({ kind: 'set', items: m.popToMark() })],
  [code('d'), (m) => dictOf(m)],
  [code('a'), (m) => append(m)],
  [code('e'), (m) => addItems(m, 'list', m.popToMark())],
  [0x90, (m) => addItems(m, 'set', m.popToMark())],
  [code('s'), (m) => setItem(m)],
  [code('u'), (m) => addEntries(m, m.popToMark())],
  // memo
  [code('p'), (m) => m.remember(index(m))],
  [code('q'), (m) => m.remember(m.cursor.u8())],
  [code('r'), (m) => m.remember(m.cursor.u32())],
  [0x94, (m) => m.rememberNext()],
  [code('g'), (m) => m.recall(index(m))],
  [code('h'), (m) => m.recall(m.cursor.u8())],
  [code('j'), (m) => m.recall(m.cursor.u32())],
  // classes and what is made of them
  [code('c'), (m) => m.push(lookUp(m, lineOf(m), lineOf(m)))],
  [0x93, (m) => stackGlobal(m)],
  [code('R'), (m) => reduce(m)],
  [0x81, (m) => newObject(m)],
  [0x92, (m) => newObjectWithNames(m)],
  [code('i'), (m) => instance(m)],
  [code('o'), (m) => oldObject(m)],
  [code('b'), build],
  // what is refused
  [code('P'), refused(ELSEWHERE)],
  [code('Q'), refused(ELSEWHERE)],
  [0x97, refused('The pickle keeps its values in buffers beside the file, which are not there.')],
  [0x98, refused('The pickle keeps its values in buffers beside the file, which are not there.')],
  [0x82, refused(REGISTERED)],
  [0x83, refused(REGISTERED)],
  [0x84, refused(REGISTERED)],
]);

function protocol(machine: Machine): void {
  const version = machine.cursor.u8();
  if (version > 5) throw machine.refusal(`This is a pickle of protocol ${version}; 0 to 5 can be read.`);
}

function bigEndianDouble({ cursor }: Machine): number {
  const raw = cursor.take(8);
  return new DataView(raw.buffer, raw.byteOffset, 8).getFloat64(0, false);
}

function index(machine: Machine): number {
  const value = Number(whole(machine, lineOf(machine)));
  if (!Number.isSafeInteger(value) || value < 0) throw machine.fault('has a damaged memo');
  return value;
}

function dictOf(machine: Machine): void {
  const flat = machine.popToMark();
  machine.push({ kind: 'dict', entries: [] });
  addEntries(machine, flat);
}

function append(machine: Machine): void {
  const item = machine.pop();
  addItems(machine, 'list', [item]);
}

function setItem(machine: Machine): void {
  const value = machine.pop();
  addEntries(machine, [machine.pop(), value]);
}

function stackGlobal(machine: Machine): void {
  const [name, module] = [machine.pop(), machine.pop()];
  if (typeof name !== 'string' || typeof module !== 'string') throw machine.fault('names a class by no text');
  machine.push(lookUp(machine, module, name));
}

function reduce(machine: Machine): void {
  const { items } = machine.popKind('tuple');
  const callee = machine.pop();
  if (!isKind(callee, 'global'))
    throw machine.refusal(`The pickle calls ${nameOf(callee)}, which is refused.`);
  machine.push(callGlobal(machine, callee.name, items));
}

function newObject(machine: Machine): void {
  const { items } = machine.popKind('tuple');
  machine.push(instanceOf(machine, machine.pop(), items));
}

function newObjectWithNames(machine: Machine): void {
  const names = machine.pop();
  if (!isKind(names, 'dict') || names.entries.length > 0)
    throw machine.refusal('The pickle makes an object with named arguments, which is refused.');
  newObject(machine);
}

function instance(machine: Machine): void {
  const callee = lookUp(machine, lineOf(machine), lineOf(machine));
  machine.push(instanceOf(machine, callee, machine.popToMark()));
}

function oldObject(machine: Machine): void {
  const [callee = null, ...args] = machine.popToMark();
  machine.push(instanceOf(machine, callee, args));
}

function instanceOf(machine: Machine, callee: Draft, args: readonly Draft[]): Draft {
  if (!isKind(callee, 'global'))
    throw machine.refusal(`The pickle makes an object of ${nameOf(callee)}, which is refused.`);
  return makeInstance(machine, callee.name, args);
}
