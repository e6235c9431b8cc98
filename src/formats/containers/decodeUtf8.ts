const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes `[from, to)` as UTF-8; broken sequences become U+FFFD. Short ASCII, the common case, skips the decoder. */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  if (to - from > 64) return UTF8.decode(bytes.subarray(from, to));
  let text = '';
  for (let i = from; i < to; i++) {
    const code = bytes[i]!;
    if (code > 127) return UTF8.decode(bytes.subarray(from, to));
    text += String.fromCharCode(code);
  }
  return text;
}
