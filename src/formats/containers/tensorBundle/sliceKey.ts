import type { Slice } from './BundleEntry.ts';

/**
 * The key of a part of a tensor (`tensorflow/core/util/saved_tensor_slice_util.cc`, `EncodeTensorNameSlice`): numbers and
 * texts written so that their bytes sort as they do
 * (`tensorflow/core/lib/strings/ordered_code.cc`). Bytes as a string of code points 0 to 255.
 */
export function sliceKey(name: string, { starts, lengths }: Slice): string {
  const head = unsigned(0) + text(name) + unsigned(starts.length);
  return starts.reduce((key, start, i) => key + signed(start) + signed(lengths[i]!), head);
}

/** A count of bytes, then the number, its highest byte first. */
function unsigned(value: number): string {
  let bytes = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256))
    bytes = String.fromCharCode(rest % 256) + bytes;
  return String.fromCharCode(bytes.length) + bytes;
}

/** 0 and 255 are escaped; an unescaped 0 1 ends the text. */
function text(value: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(value)) {
    bytes += String.fromCharCode(byte);
    if (byte === 0) bytes += '\xff';
    if (byte === 255) bytes += '\x00';
  }
  return `${bytes}\x00\x01`;
}

/** As many leading ones as there are bytes, a zero, then the number; −1, a whole axis, is one byte. */
function signed(value: number): string {
  if (value === -1) return '\x7f';
  let length = 1;
  while (value >= 2 ** (7 * length - 1)) length++;
  let bytes = '';
  let rest = value;
  for (let i = 0; i < length; i++, rest = Math.floor(rest / 256)) {
    const ones = i === length - 1 ? (0xff00 >> length) & 255 : 0;
    bytes = String.fromCharCode((rest % 256) | ones) + bytes;
  }
  return bytes;
}
