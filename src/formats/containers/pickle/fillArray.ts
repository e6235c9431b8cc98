import { formatCount } from '../formatCount.ts';
import { npyType, npyValues } from '../npy/npyType.ts';
import { type ArrayDraft, type Draft, isKind, nameOf } from './Draft.ts';
import type { Machine } from './Machine.ts';
import { latin1Bytes } from './plainCalls.ts';

const MAX_RANK = 32;

/** What an array is filled with. */
export interface ArrayState {
  readonly shape: Draft;
  readonly type: Draft;
  readonly data: Draft;
  readonly isFortran: boolean;
}

/** Fills an array; sizes are checked against what the file holds before anything is allocated. */
export function fillArray(
  machine: Machine,
  array: ArrayDraft,
  { shape, type, data, isFortran }: ArrayState,
): void {
  if (array.filled) throw machine.fault('fills an array twice');
  if (!isKind(type, 'dtype')) throw machine.fault(`holds an array of the type ${nameOf(type)}`);
  const sizes = sizesOf(machine, shape);
  const count = countOf(machine, sizes);
  array.shape = sizes;
  array.filled = true;
  if (type.descr === '|O') {
    array.items = objectsOf(machine, data, count, isFortran && sizes.length > 1);
    return;
  }
  const stored = bytesOf(machine, data);
  const element = npyType(type.descr, 'an array of the pickle');
  if (count * element.size !== stored.length)
    throw machine.fault(
      `holds ${formatCount(stored.length)} bytes for an array of ${formatCount(count * element.size)}`,
    );
  machine.allocate(2 * stored.length + 16 * (element.dtype === 'string' ? count : 0));
  array.tensor = npyValues(element, sizes, isFortran, stored);
}

/** The sizes of an array's axes. */
export function sizesOf(machine: Machine, shape: Draft): number[] {
  if (!isKind(shape, 'tuple') || shape.items.length > MAX_RANK)
    throw machine.fault('holds an array without a shape');
  return shape.items.map((size) => {
    const whole = isKind(size, 'array') && size.tensor?.dtype === 'int64' ? wholeOf(size.tensor.bytes) : size;
    if (typeof whole !== 'bigint' || whole < 0n || whole >= 2n ** 31n)
      throw machine.fault('holds an array of an impossible shape');
    return Number(whole);
  });
}

const wholeOf = (bytes: Uint8Array): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true);

/** How many elements a shape has. */
export function countOf(machine: Machine, sizes: readonly number[]): number {
  const count = sizes.reduce((product, size) => product * size, 1);
  if (!(count <= 2 ** 40)) throw machine.fault('holds an array of an impossible shape');
  return count;
}

function objectsOf(machine: Machine, data: Draft, count: number, isFortran: boolean): Draft[] {
  if (!isKind(data, 'list') || data.items.length !== count)
    throw machine.fault('holds an array with other than its number of objects');
  if (isFortran)
    throw machine.refusal('The pickle holds a table of objects in Fortran order, which is not supported.');
  return data.items as Draft[];
}

/** Bytes; text where Python 2 wrote it. */
function bytesOf(machine: Machine, data: Draft): Uint8Array {
  if (isKind(data, 'bytes')) return data.bytes;
  if (typeof data === 'string') return latin1Bytes(machine, data);
  throw machine.fault(`holds an array whose values are ${nameOf(data)}`);
}
