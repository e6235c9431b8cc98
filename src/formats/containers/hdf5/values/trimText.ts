import { decodeUtf8 } from '../../decodeUtf8.ts';
import type { Padding } from '../messages/readDatatype.ts';

/** A text of fixed length without what fills it up, as UTF-8. HDF5 File Format Specification, section IV.A.2.d, class 3. */
export function trimText(bytes: Uint8Array, padding: Padding): string {
  if (padding === 'null-terminated') {
    const end = bytes.indexOf(0);
    return decodeUtf8(bytes, 0, end < 0 ? bytes.length : end);
  }
  const filler = padding === 'space-padded' ? 0x20 : 0;
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === filler) end--;
  return decodeUtf8(bytes, 0, end);
}
