const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Longer texts are put together faster by the decoder than letter by letter. */
const SHORT = 12;

/** The bytes `[from, to)` as UTF-8; broken sequences become U+FFFD. Short ASCII skips the decoder. */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  if (to - from > SHORT) return UTF8.decode(bytes.subarray(from, to));
  let text = '';
  for (let i = from; i < to; i++) {
    const code = bytes[i]!;
    if (code > 127) return UTF8.decode(bytes.subarray(from, to));
    text += String.fromCharCode(code);
  }
  return text;
}
