import { npyType } from '../npy/npyType.ts';
import type { Call } from './Call.ts';
import { type ArrayDraft, type Draft, isKind, nameOf } from './Draft.ts';
import { fillArray } from './fillArray.ts';
import type { Machine } from './Machine.ts';

/** `dtype("f8", False, True)`: the byte order follows by BUILD. */
const dtype: Call = (machine, [letters = null]) => {
  if (typeof letters !== 'string' || !/^[a-zA-Z]\d*$/.test(letters))
    throw machine.refusal(
      `The pickle holds a NumPy type made of ${nameOf(letters)}, which is not supported.`,
    );
  const descr = letters.startsWith('O') ? '|O' : `=${letters}`;
  return { kind: 'dtype', descr };
};

/** `_reconstruct(ndarray, (0,), b"b")`: an array whose values follow by BUILD. */
const reconstruct: Call = (machine, [cls = null]): ArrayDraft => {
  if (!isKind(cls, 'global') || cls.name !== 'numpy.ndarray')
    throw machine.refusal(`The pickle holds an array of the class ${nameOf(cls)}, which is refused.`);
  return { kind: 'array', shape: [0], tensor: null, items: null, filled: false };
};

/** `_frombuffer(buffer, dtype, shape, order)`: an array of protocol 5. */
const fromBuffer: Call = (machine, [buffer = null, type = null, shape = null, order = null]) => {
  if (order !== 'C' && order !== 'F') throw machine.fault('holds an array in an unknown order');
  const array: ArrayDraft = { kind: 'array', shape: [0], tensor: null, items: null, filled: false };
  fillArray(machine, array, { shape, type, data: buffer, isFortran: order === 'F' });
  return array;
};

/** `scalar(dtype, bytes)`: one value. */
const scalar: Call = (machine, [type = null, data = null]) => {
  if (!isKind(type, 'dtype')) throw machine.fault(`makes a number of ${nameOf(type)}`);
  if (type.descr === '|O') throw machine.refusal('The pickle holds a scalar of objects, which is refused.');
  const { dtype: element } = npyType(type.descr, 'a scalar of the pickle');
  const array: ArrayDraft = { kind: 'array', shape: [], tensor: null, items: null, filled: false };
  fillArray(machine, array, { shape: { kind: 'tuple', items: [] }, type, data, isFortran: false });
  return element === 'string' ? (array.tensor?.strings?.[0] ?? '') : array;
};

/** NumPy's functions that make arrays, types and scalars. */
export const NUMPY_CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['numpy.dtype', dtype],
  ['numpy._core.multiarray._reconstruct', reconstruct],
  ['numpy._core.multiarray.scalar', scalar],
  ['numpy._core.numeric._frombuffer', fromBuffer],
]);

/** The byte order of a type, which its state tells: (3, "<", None, None, None, −1, −1, 0). */
export function orderDtype(machine: Machine, type: { descr: string }, state: Draft): void {
  if (!isKind(state, 'tuple')) throw machine.fault(`gives a type the state ${nameOf(state)}`);
  const [, order = null, subtype = null, names = null] = state.items;
  if (subtype !== null || names !== null)
    throw machine.refusal('The pickle holds an array of records, which is not supported.');
  if (typeof order !== 'string' || !/^[<>|=]$/.test(order))
    throw machine.fault('holds a type of an unknown byte order');
  type.descr = `${order}${type.descr.slice(1)}`;
}
