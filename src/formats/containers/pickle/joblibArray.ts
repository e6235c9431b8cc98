import { npyType } from '../npy/npyType.ts';
import { type Draft, isKind, nameOf } from './Draft.ts';
import { countOf, fillArray, sizesOf } from './fillArray.ts';
import type { Machine } from './Machine.ts';

/**
 * The array behind a `NumpyArrayWrapper` of joblib: its bytes stand in the stream directly after the wrapper, from joblib 1.2 on
 * behind padding that aligns them; an array of objects is a pickle of its own (joblib, `numpy_pickle.py`, `read_array`).
 */
export function readWrapped(machine: Machine, attributes: ReadonlyMap<string, Draft>): Draft {
  const [subclass = null, shape = null, order = null, type = null] = [
    'subclass',
    'shape',
    'order',
    'dtype',
  ].map((key) => attributes.get(key));
  if (!isKind(subclass, 'global') || subclass.name !== 'numpy.ndarray')
    throw machine.refusal(`The file holds an array of the class ${nameOf(subclass)}, which is refused.`);
  if (!isKind(type, 'dtype') || (order !== 'C' && order !== 'F'))
    throw machine.fault('holds a damaged array of joblib');
  if (type.descr === '|O') return objectArray(machine);
  if ((attributes.get('numpy_array_alignment_bytes') ?? null) !== null)
    machine.cursor.skip(machine.cursor.u8());
  const count = countOf(machine, sizesOf(machine, shape));
  const bytes = machine.cursor.take(count * npyType(type.descr, 'an array of joblib').size);
  const array: Draft = { kind: 'array', shape: [0], tensor: null, items: null, filled: false };
  fillArray(machine, array, { shape, type, data: { kind: 'bytes', bytes }, isFortran: order === 'F' });
  return array;
}

function objectArray(machine: Machine): Draft {
  const inner = machine.nested();
  if (!isKind(inner, 'array') || inner.items === null)
    throw machine.fault('holds a damaged array of objects');
  return inner;
}
