/** Below this many bytes a plain loop is faster than looking at words. */
const SHORT = 64;

/** Whether two byte ranges are the same; eight bytes at a time. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const words = a.length < SHORT ? 0 : a.length >> 3;
  if (words > 0 && !equalWords(wordsOf(a, words), wordsOf(b, words))) return false;
  for (let i = words * 8; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Words must begin at a multiple of their size: copying what does not is still faster than going byte by byte. */
function wordsOf(bytes: Uint8Array, words: number): BigInt64Array {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  return new BigInt64Array(aligned.buffer, aligned.byteOffset, words);
}

function equalWords(a: BigInt64Array, b: BigInt64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
