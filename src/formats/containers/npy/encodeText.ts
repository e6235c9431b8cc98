/** Texts as NumPy's `<U`: UTF-32, each padded with NULs to the longest. */
export function encodeText(texts: readonly string[]): { readonly descr: string; readonly bytes: Uint8Array } {
  const codes = texts.map((text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0));
  const width = codes.reduce((most, text) => Math.max(most, text.length), 1);
  const view = new DataView(new ArrayBuffer(4 * width * texts.length));
  codes.forEach((text, i) => {
    text.forEach((code, j) => {
      view.setUint32(4 * (i * width + j), code, true);
    });
  });
  return { descr: `<U${width}`, bytes: new Uint8Array(view.buffer) };
}
