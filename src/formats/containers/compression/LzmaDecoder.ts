import type { Cursor } from '../Cursor.ts';
import type { Output } from './Output.ts';
import type { RangeDecoder } from './RangeDecoder.ts';

const STATES = 12;
const MAX_POSITIONS = 16;
const START = 1024;

const probabilities = (count: number): Uint16Array => new Uint16Array(count).fill(START);

/** Lengths of matches: 2 to 273. */
class Lengths {
  readonly choice = probabilities(2);
  readonly low = probabilities(MAX_POSITIONS * 8);
  readonly middle = probabilities(MAX_POSITIONS * 8);
  readonly high = probabilities(256);

  decode(range: RangeDecoder, position: number): number {
    if (range.bit(this.choice, 0) === 0) return 2 + range.tree(this.low, 8 * position, 3);
    if (range.bit(this.choice, 1) === 0) return 10 + range.tree(this.middle, 8 * position, 3);
    return 18 + range.tree(this.high, 0, 8);
  }
}

/** How literals and positions are told apart: the properties byte of LZMA. */
export interface Properties {
  readonly literalContext: number;
  readonly literalPosition: number;
  readonly position: number;
}

/** The properties byte, `(pb · 5 + lp) · 9 + lc`. */
export function propertiesOf(byte: number, cursor: Cursor): Properties {
  if (byte >= 9 * 5 * 5) throw cursor.fault('holds impossible LZMA properties');
  const rest = Math.floor(byte / 9);
  return { literalContext: byte % 9, literalPosition: rest % 5, position: Math.floor(rest / 5) };
}

/** What LZMA remembers from symbol to symbol (LZMA specification, Igor Pavlov). Matches reach back in `output`. */
export class LzmaDecoder {
  readonly #output: Output;
  readonly #properties: Properties;
  /** Where the dictionary begins in the output. */
  readonly #start: number;
  #state = 0;
  #distances: [number, number, number, number] = [1, 1, 1, 1];
  readonly #isMatch = probabilities(STATES * MAX_POSITIONS);
  readonly #isRepeat = probabilities(STATES);
  readonly #isOther = [probabilities(STATES), probabilities(STATES), probabilities(STATES)] as const;
  readonly #isLong = probabilities(STATES * MAX_POSITIONS);
  readonly #slots = probabilities(4 * 64);
  readonly #near = probabilities(128);
  readonly #align = probabilities(16);
  readonly #literals: Uint16Array;
  readonly #lengths = new Lengths();
  readonly #repeatLengths = new Lengths();

  constructor(output: Output, properties: Properties, start: number) {
    this.#output = output;
    this.#properties = properties;
    this.#start = start;
    this.#literals = probabilities(0x300 << (properties.literalContext + properties.literalPosition));
  }

  /** Decodes until the output has `end` bytes; true when an end mark came first. Throws `ReadError('corrupt')` for damage. */
  decode(range: RangeDecoder, end: number): boolean {
    const output = this.#output;
    while (output.length < end) {
      const at = output.length - this.#start;
      const position = at & ((1 << this.#properties.position) - 1);
      if (range.bit(this.#isMatch, this.#state * MAX_POSITIONS + position) === 0) {
        output.push(this.#literal(range, at));
        continue;
      }
      const length = this.#match(range, position);
      if (length === null) return true;
      if (output.length + length > end) throw range.fault('holds a match beyond its end');
      if (!output.copy(this.#distances[0], length, this.#start))
        throw range.fault('refers to what lies before its start');
    }
    return false;
  }

  /** The length of a match, whose distance stands in `#distances[0]` then; `null` for the end mark. */
  #match(range: RangeDecoder, position: number): number | null {
    if (range.bit(this.#isRepeat, this.#state) === 1) return this.#repeat(range, position);
    const length = this.#lengths.decode(range, position);
    this.#state = this.#state < 7 ? 7 : 10;
    const distance = this.#distance(range, length);
    if (distance === 2 ** 32) return null;
    this.#distances = [distance, this.#distances[0], this.#distances[1], this.#distances[2]];
    return length;
  }

  #repeat(range: RangeDecoder, position: number): number {
    const [one, two, three, four] = this.#distances;
    const state = this.#state;
    if (range.bit(this.#isOther[0], state) === 0) {
      if (range.bit(this.#isLong, state * MAX_POSITIONS + position) === 0) {
        this.#state = state < 7 ? 9 : 11;
        return 1;
      }
    } else if (range.bit(this.#isOther[1], state) === 0) this.#distances = [two, one, three, four];
    else if (range.bit(this.#isOther[2], state) === 0) this.#distances = [three, one, two, four];
    else this.#distances = [four, one, two, three];
    this.#state = state < 7 ? 8 : 11;
    return this.#repeatLengths.decode(range, position);
  }

  #literal(range: RangeDecoder, at: number): number {
    const { literalContext: context, literalPosition } = this.#properties;
    const previous = at > 0 ? this.#output.back(1) : 0;
    const low = (at & ((1 << literalPosition) - 1)) << context;
    const base = 0x300 * (low + (previous >> (8 - context)));
    let symbol = 1;
    if (this.#state >= 7) {
      let match = at >= this.#distances[0] ? this.#output.back(this.#distances[0]) : 0;
      while (symbol < 0x100) {
        const bit = (match >> 7) & 1;
        match <<= 1;
        const got = range.bit(this.#literals, base + ((1 + bit) << 8) + symbol);
        symbol = (symbol << 1) | got;
        if (got !== bit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(this.#literals, base + symbol);
    this.#state = this.#state < 4 ? 0 : this.#state - (this.#state < 10 ? 3 : 6);
    return symbol & 0xff;
  }

  /** How far back, from 1 on; 2³² is the end mark. */
  #distance(range: RangeDecoder, length: number): number {
    const slot = range.tree(this.#slots, 64 * Math.min(length - 2, 3), 6);
    if (slot < 4) return slot + 1;
    const count = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) * 2 ** count;
    if (slot < 14) return high + range.reverseTree(this.#near, high - slot, count) + 1;
    return high + range.direct(count - 4) * 16 + range.reverseTree(this.#align, 0, 4) + 1;
  }
}
