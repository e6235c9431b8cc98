/** Whether two byte ranges are the same; eight bytes at a time where both are aligned. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const words = a.byteOffset % 8 === 0 && b.byteOffset % 8 === 0 ? a.length >> 3 : 0;
  if (words > 0) {
    const wordsA = new BigInt64Array(a.buffer, a.byteOffset, words);
    const wordsB = new BigInt64Array(b.buffer, b.byteOffset, words);
    for (let i = 0; i < words; i++) if (wordsA[i] !== wordsB[i]) return false;
  }
  for (let i = words * 8; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
