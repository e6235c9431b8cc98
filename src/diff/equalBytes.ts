/** Below this many bytes a plain loop is faster than looking at words. */
const SHORT = 64;

/** Words at once; as much as stays in a processor's nearest cache. */
const WORDS = 8192;

/** Whether two byte ranges are the same; four bytes at a time: in browsers, wider words are many times slower. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const words = a.length < SHORT ? 0 : a.length >> 2;
  for (let from = 0; from < words; from += WORDS) {
    const to = Math.min(words, from + WORDS);
    if (!equalWords(wordsOf(a, from, to, ROOM_A), wordsOf(b, from, to, ROOM_B), to - from)) return false;
  }
  for (let i = words * 4; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const ROOM_A = new Int32Array(WORDS);
const ROOM_B = new Int32Array(WORDS);

/** Words must begin at a multiple of their size: what does not is copied, a piece at a time. */
function wordsOf(bytes: Uint8Array, from: number, to: number, room: Int32Array): Int32Array {
  const offset = bytes.byteOffset + from * 4;
  if (offset % 4 === 0) return new Int32Array(bytes.buffer, offset, to - from);
  new Uint8Array(room.buffer).set(bytes.subarray(from * 4, to * 4));
  return room;
}

/** Four at a time, because the check of a loop costs as much as a comparison. */
function equalWords(a: Int32Array, b: Int32Array, count: number): boolean {
  const even = count - (count % 4);
  for (let i = 0; i < even; i += 4) {
    const first = (a[i]! ^ b[i]!) | (a[i + 1]! ^ b[i + 1]!);
    const second = (a[i + 2]! ^ b[i + 2]!) | (a[i + 3]! ^ b[i + 3]!);
    if ((first | second) !== 0) return false;
  }
  for (let i = even; i < count; i++) if (a[i] !== b[i]) return false;
  return true;
}
