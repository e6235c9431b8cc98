const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const MARK = '~';
const LEAST = 8;
/** A packed text may claim to be longer than any report is. */
const LONGEST = 200_000_000;

/** The text that `packText` packed; null when it is damaged. */
export function unpackText(packed: string): string | null {
  const out = new Growing();
  let at = 0;
  while (at < packed.length) {
    const mark = packed.indexOf(MARK, at);
    const end = mark < 0 ? packed.length : mark;
    out.append(packed, at, end);
    if (mark < 0) break;
    if (packed[mark + 1] === MARK) {
      out.append(packed, mark, mark + 1);
      at = mark + 2;
      continue;
    }
    const distance = valueOfDigits(packed.slice(mark + 1, mark + 4), 3);
    const length = valueOfDigits(packed.slice(mark + 4, mark + 6), 2) + LEAST;
    if (!(distance > 0 && length > 0) || distance > out.length || out.length + length > LONGEST) return null;
    out.repeat(distance, length);
    at = mark + 6;
  }
  return out.text();
}

function valueOfDigits(text: string, count: number): number {
  if (text.length !== count) return Number.NaN;
  return [...text].reduce((sum, digit) => {
    const value = DIGITS.indexOf(digit);
    return value < 0 ? Number.NaN : sum * 64 + value;
  }, 0);
}

/** Characters that are added at the end; strings would be copied with every look back. */
class Growing {
  #codes = new Uint16Array(1 << 16);
  length = 0;

  append(text: string, from: number, to: number): void {
    this.#reserve(to - from);
    for (let at = from; at < to; at++) this.#codes[this.length++] = text.charCodeAt(at);
  }

  repeat(distance: number, length: number): void {
    this.#reserve(length);
    for (let i = 0; i < length; i++) {
      this.#codes[this.length] = this.#codes[this.length - distance] ?? 0;
      this.length++;
    }
  }

  text(): string {
    const parts: string[] = [];
    for (let at = 0; at < this.length; at += 8192) {
      parts.push(String.fromCharCode(...this.#codes.subarray(at, Math.min(this.length, at + 8192))));
    }
    return parts.join('');
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#codes.length) return;
    const larger = new Uint16Array(Math.max(this.#codes.length * 2, this.length + more));
    larger.set(this.#codes);
    this.#codes = larger;
  }
}
