import type { Cursor } from '../../Cursor.ts';

/** A signed -1 where the size of the value is expected. */
const UNSET = 0xffff_ffff;

/**
 * The bytes of one element that was never written, copied; `null` means zeros. Fill value messages, versions 1 to 3, HDF5
 * File Format Specification, section IV.A.2.f.
 */
export function readFillValue(cursor: Cursor): Uint8Array | null {
  const version = cursor.u8();
  if (version < 1 || version > 3) throw cursor.fault('has a fill value of an unknown version');
  const isStated = version === 3 ? (cursor.u8() & 0x20) !== 0 : statedInOld(cursor, version);
  return isStated ? sized(cursor) : null;
}

/** The same from the message that versions before 1.6 wrote, section IV.A.2.e. */
export function readOldFillValue(cursor: Cursor): Uint8Array | null {
  return sized(cursor);
}

function statedInOld(cursor: Cursor, version: number): boolean {
  cursor.skip(2);
  const isDefined = cursor.u8() !== 0;
  return version === 1 || isDefined;
}

function sized(cursor: Cursor): Uint8Array | null {
  const length = cursor.u32();
  return length === 0 || length === UNSET ? null : cursor.take(length).slice();
}
