const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Begins a reference: three digits of distance, two of length, all to base 64. Doubled it is itself. */
const MARK = '~';
const LEAST = 8;
const MOST = LEAST + 64 * 64 - 1;
const WINDOW = 64 ** 3;
const TRIES = 6;
/** A find of this length is not searched any further. */
const ENOUGH = 160;
const SLOTS = 1 << 16;

/**
 * Shortens repetitive text without leaving text: what was there before is written as a reference to it. The rows of a long
 * report are alike, so that this is what keeps it small enough to be sent; it needs no asynchronous stream.
 */
export function packText(text: string): string {
  const seen = new Seen(text);
  const out: string[] = [];
  let literal = 0;
  let at = 0;
  while (at < text.length) {
    const { from, length } = seen.longest(at);
    const step = length >= LEAST ? length : 1;
    if (length >= LEAST) {
      out.push(quoted(text.slice(literal, at)), MARK, digits(at - from, 3), digits(length - LEAST, 2));
      literal = at + length;
    }
    for (let i = 0; i < step; i++) seen.learn(at + i);
    at += step;
  }
  out.push(quoted(text.slice(literal)));
  return out.join('');
}

/** Where the text has been before, by the next few characters. */
class Seen {
  readonly #codes: Uint16Array;
  readonly #head = new Int32Array(SLOTS).fill(-1);
  readonly #previous: Int32Array;

  constructor(text: string) {
    this.#codes = new Uint16Array(text.length);
    for (let at = 0; at < text.length; at++) this.#codes[at] = text.charCodeAt(at);
    this.#previous = new Int32Array(text.length).fill(-1);
  }

  learn(at: number): void {
    const slot = this.#slot(at);
    this.#previous[at] = this.#head[slot] ?? -1;
    this.#head[slot] = at;
  }

  longest(at: number): { readonly from: number; readonly length: number } {
    let best = { from: -1, length: 0 };
    let candidate = this.#head[this.#slot(at)] ?? -1;
    for (
      let tries = 0;
      candidate >= 0 && at - candidate < WINDOW && tries < TRIES && best.length < ENOUGH;
      tries++
    ) {
      const length = this.#same(candidate, at);
      if (length > best.length) best = { from: candidate, length };
      candidate = this.#previous[candidate] ?? -1;
    }
    return best;
  }

  #same(from: number, at: number): number {
    const limit = Math.min(MOST, this.#codes.length - at);
    let length = 0;
    while (length < limit && this.#codes[from + length] === this.#codes[at + length]) length++;
    return length;
  }

  #slot(at: number): number {
    let hash = 0;
    for (let i = at; i < at + LEAST; i++) hash = (Math.imul(hash, 31) + (this.#codes[i] ?? 0)) | 0;
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}

function quoted(literal: string): string {
  return literal.replaceAll(MARK, MARK + MARK);
}

function digits(value: number, count: number): string {
  let text = '';
  for (let rest = value, i = 0; i < count; i++, rest = Math.floor(rest / 64))
    text = (DIGITS[rest % 64] ?? '') + text;
  return text;
}
