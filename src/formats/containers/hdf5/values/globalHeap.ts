import type { FileSpace } from '../file/FileSpace.ts';

/** Collections that are kept at hand; the names of one attribute lie in few. */
const MAX_KEPT = 64;

/**
 * Object `index` of the global heap collection at `address`, where strings of varying length are kept. HDF5 File Format
 * Specification, section III.E.
 */
export function globalHeapObject(space: FileSpace, address: number, index: number): Uint8Array {
  const kept = space.heaps.get(address);
  const objects = kept ?? readCollection(space, address);
  if (kept === undefined) {
    if (space.heaps.size >= MAX_KEPT) space.heaps.clear();
    space.heaps.set(address, objects);
  }
  const found = objects.get(index);
  if (found === undefined) throw space.piece(address, 0, 'a global heap').fault(`has no object ${index}`);
  return found;
}

function readCollection(space: FileSpace, address: number): ReadonlyMap<number, Uint8Array> {
  const head = space.piece(address, 8 + space.lengthSize, 'a global heap');
  head.expect('GCOL');
  head.skip(4);
  const size = head.uint(space.lengthSize);
  // The header of the collection and those of its objects are both this long: 8 bytes, a size, and padding.
  const headSize = padded(8 + space.lengthSize);
  if (size < headSize) throw head.fault('is shorter than its own header');
  const body = space.piece(address + headSize, size - headSize, 'a global heap');
  const objects = new Map<number, Uint8Array>();
  while (body.left >= headSize) {
    const object = body.sub(headSize);
    const index = object.u16();
    object.skip(6);
    const length = object.uint(space.lengthSize);
    if (index === 0) break;
    objects.set(index, body.take(length));
    body.skip(Math.min(body.left, padded(length) - length));
  }
  return objects;
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
