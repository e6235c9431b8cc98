import { type PickleValue, ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { formatCount } from '../formatCount.ts';
import { checkTree } from './checkTree.ts';
import { type Draft, finished } from './Draft.ts';
import { makeInstance } from './globals.ts';
import { Machine } from './Machine.ts';
import { OPCODES } from './opcodes.ts';

const STOP = 0x2e;

/** What a pickle begins with: its protocol, or in protocols 0 and 1 a value. Other files begin otherwise. */
const FIRST = new Set([0x80, ...[...'(]})cNIJKLMFGSTUVX'].map((it) => it.charCodeAt(0))]);

/** Pickles inside one another: joblib puts arrays of objects into a pickle of their own, and nothing deeper. */
const MAX_NESTED = 1;

/**
 * Reads a pickle of protocol 0 to 5, with arrays that joblib put between its opcodes, as inert data. Nothing is imported, called or
 * evaluated: the pickle can only make values, NumPy arrays and objects of the scikit-learn classes on the list in
 * `globals.ts`. Throws `ReadError`: `unsupported-feature` with the name of what is not on the list, `corrupt` for damage,
 * `too-large` above the limits.
 */
export function readPickle(bytes: Uint8Array, name: string): PickleValue {
  if (!FIRST.has(bytes[0] ?? 0)) throw notAPickle();
  const cursor = new Cursor(bytes, 0, `the pickle in \`${name}\``);
  const value = interpret(cursor, 0);
  if (cursor.left > 0) throw cursor.fault(`goes on after its end, with ${formatCount(cursor.left)} bytes`);
  checkTree(value);
  return finished(value);
}

function interpret(cursor: Cursor, depth: number): Draft {
  const machine: Machine = new Machine(cursor, {
    nested: () => nestedIn(machine, depth),
    instance: (className) => makeInstance(machine, className, []),
  });
  for (;;) {
    machine.step();
    const opcode = cursor.u8();
    if (opcode === STOP) return machine.result();
    const step = OPCODES.get(opcode);
    if (!step) throw cursor.fault(`has the unknown opcode 0x${opcode.toString(16).padStart(2, '0')}`);
    step(machine);
  }
}

function nestedIn(machine: Machine, depth: number): Draft {
  if (depth >= MAX_NESTED) throw machine.fault('nests pickles in one another');
  return interpret(machine.cursor, depth + 1);
}

function notAPickle(): ReadError {
  return new ReadError(
    'not-a-model',
    'This is no preprocessing file. Expected a pickle or joblib file of a scikit-learn scaler, encoder or Pipeline.',
    'byte 0',
  );
}
