import type { Cursor } from '../Cursor.ts';

const LARGE_FIELDS = 1;
const UNSET_32 = 0xffff_ffff;

/**
 * Replaces those of the fields that are all ones by the 64-bit values of the extra field 1, APPNOTE 4.5.3, which come in
 * the same order.
 */
export function widened(fields: readonly number[], extra: Cursor): number[] {
  if (!fields.includes(UNSET_32)) return [...fields];
  while (extra.left >= 4) {
    const kind = extra.u16();
    const body = extra.sub(extra.u16());
    if (kind !== LARGE_FIELDS) continue;
    return fields.map((value) => (value === UNSET_32 && body.left >= 8 ? body.uint(8) : value));
  }
  return [...fields];
}
