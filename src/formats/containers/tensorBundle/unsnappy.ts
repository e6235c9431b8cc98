import { ReadError } from '../../../model/index.ts';

/**
 * Undoes Snappy's raw format (google/snappy `format_description.txt`): a length, then literals and copies of what was
 * written before. Throws `ReadError` for anything damaged, and when the result would be longer than `most` bytes.
 */
export function unsnappy(from: Uint8Array, most: number): Uint8Array {
  const input = new Input(from);
  const length = input.length();
  if (length > most) throw damaged(`would unpack to ${length.toLocaleString('en')} bytes`);
  const into = new Uint8Array(length);
  let at = 0;
  while (input.at < from.length) {
    const tag = input.number(1);
    const copy = COPIES[tag & 3];
    at = copy === undefined ? literal(tag, input, into, at) : repeat(copy(tag, input), into, at);
  }
  if (at !== length) throw damaged('unpacks to less than it says');
  return into;
}

function literal(tag: number, input: Input, into: Uint8Array, at: number): number {
  const size = tag >> 2 < 60 ? (tag >> 2) + 1 : input.number((tag >> 2) - 59) + 1;
  if (at + size > into.length) throw damaged('unpacks to more than it says');
  into.set(input.take(size), at);
  return at + size;
}

/** Byte by byte: a copy may reach into what it writes. */
function repeat({ size, back }: Copy, into: Uint8Array, at: number): number {
  if (back === 0 || back > at || at + size > into.length) throw damaged('copies from outside');
  for (let i = at; i < at + size; i++) into[i] = into[i - back]!;
  return at + size;
}

interface Copy {
  readonly size: number;
  readonly back: number;
}

type ReadCopy = (tag: number, input: Input) => Copy;

const COPIES: Readonly<Record<number, ReadCopy>> = {
  1: (tag, input) => ({ size: ((tag >> 2) & 7) + 4, back: ((tag >> 5) << 8) | input.number(1) }),
  2: (tag, input) => ({ size: (tag >> 2) + 1, back: input.number(2) }),
  3: (tag, input) => ({ size: (tag >> 2) + 1, back: input.number(4) }),
};

class Input {
  at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw damaged('ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  number(width: number): number {
    return this.take(width).reduceRight((sum, byte) => sum * 256 + byte, 0);
  }

  length(): number {
    for (let i = 0, value = 0; i < 5; i++) {
      const byte = this.number(1);
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw damaged('has no length');
  }
}

function damaged(problem: string): ReadError {
  return new ReadError('corrupt', `The file is damaged: a block packed with Snappy ${problem}.`);
}
