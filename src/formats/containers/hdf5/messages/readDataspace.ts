import { ReadError, type Shape } from '../../../../model/index.ts';
import type { Cursor } from '../../Cursor.ts';

const MAX_RANK = 32;

/** The extent of a dataset or attribute. */
export interface Dataspace {
  /** `[]` for a scalar; meaningless when `isNull`. */
  readonly shape: Shape;
  /** Largest sizes; `null` is unlimited. Same as `shape` when the file does not say. */
  readonly limits: readonly (number | null)[];
  /** A dataspace without any element, not even one. */
  readonly isNull: boolean;
  /** Number of elements. */
  readonly count: number;
}

/** Reads a dataspace message, versions 1 and 2. HDF5 File Format Specification, section IV.A.2.b. */
export function readDataspace(cursor: Cursor, lengthSize: number): Dataspace {
  const version = cursor.u8();
  if (version !== 1 && version !== 2) throw cursor.fault('has a dataspace of an unknown version');
  const rank = cursor.u8();
  const flags = cursor.u8();
  const kind = cursor.u8();
  if (version === 1) cursor.skip(4);
  if (rank > MAX_RANK) throw cursor.fault(`has ${rank} axes; HDF5 allows ${MAX_RANK}`);
  const shape = Array.from({ length: rank }, () => cursor.uint(lengthSize));
  const limits = flags & 1 ? shape.map(() => cursor.address(lengthSize)) : shape;
  const isNull = version === 2 && kind === 2;
  const count = shape.reduce((product, axis) => product * axis, 1);
  if (!Number.isSafeInteger(count)) {
    const stated = shape.reduce((product, axis) => product * BigInt(axis), 1n);
    throw new ReadError('too-large', `A dataset states ${stated} elements, which no computer could hold.`);
  }
  return { shape, limits, isNull, count: isNull ? 0 : count };
}
