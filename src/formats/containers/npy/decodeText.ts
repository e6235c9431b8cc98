import { ReadError } from '../../../model/index.ts';
import { decodeUtf8 } from '../decodeUtf8.ts';

const MAX_STRINGS = 1_000_000;
const MAX_CODE_POINT = 0x10ffff;

/**
 * Texts of `size` bytes each, padded with NULs: UTF-32 when `isWide`, else bytes read as UTF-8. Throws
 * `ReadError('too-large')` above a million texts.
 */
export function decodeText(bytes: Uint8Array, count: number, size: number, isWide: boolean): string[] {
  if (count > MAX_STRINGS) throw new ReadError('too-large', 'The array holds more than a million texts.');
  const decode = isWide ? wideText : plainText;
  return Array.from({ length: count }, (_, i) => decode(bytes.subarray(i * size, (i + 1) * size)));
}

function plainText(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return decodeUtf8(bytes, 0, end);
}

function wideText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const codes: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) codes.push(view.getUint32(at, true));
  while (codes.at(-1) === 0) codes.pop();
  let text = '';
  for (const code of codes) text += String.fromCodePoint(code > MAX_CODE_POINT ? 0xfffd : code);
  return text;
}
