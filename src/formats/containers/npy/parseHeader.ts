import { ReadError } from '../../../model/index.ts';

/** What the header of a `.npy` file says. */
export interface NpyHeader {
  /** numpy's type string, `<f4`; `null` when it is a list of fields. */
  readonly descr: string | null;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

const MAX_RANK = 32;
const SPACE = /\s*/y;
const TEXT = /'([^'\\]*)'|"([^"\\]*)"/y;
const WORD = /True|False|None|\d+L?/y;

/**
 * Reads the Python dict literal of a header: exactly `descr`, `fortran_order` and `shape`. numpy.lib.format, "Format
 * Version 1.0". Nothing is evaluated. Throws `ReadError('corrupt')`, and `unsupported-feature` for arrays of records.
 */
export function parseHeader(text: string, name: string): NpyHeader {
  const literal = new Literal(text, name);
  const dict = literal.dict();
  const { descr, fortran_order: fortranOrder, shape } = dict;
  const isWhole = Object.keys(dict).length === 3 && typeof fortranOrder === 'boolean' && isShape(shape);
  if (Array.isArray(descr)) {
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` is an array of records, which is not supported. Save its columns as arrays of an .npz.`,
    );
  }
  if (!isWhole || typeof descr !== 'string') throw literal.fault();
  return { descr, fortranOrder, shape };
}

type Value = string | boolean | number | null | Value[];

function isShape(value: Value | undefined): value is number[] {
  return (
    Array.isArray(value) && value.length <= MAX_RANK && value.every((axis) => Number.isSafeInteger(axis))
  );
}

class Literal {
  private readonly text: string;
  private readonly name: string;
  private at = 0;

  constructor(text: string, name: string) {
    this.text = text;
    this.name = name;
  }

  fault(): ReadError {
    return new ReadError(
      'corrupt',
      `\`${this.name}\` has a damaged header. Expected {'descr', 'fortran_order', 'shape'} as numpy.save writes them.`,
      `character ${this.at} of the header`,
    );
  }

  dict(): Record<string, Value> {
    const dict: Record<string, Value> = Object.create(null);
    this.take('{');
    while (!this.takeIf('}')) {
      const key = this.match(TEXT);
      this.take(':');
      dict[key.slice(1, -1)] = this.value(0);
      if (!this.takeIf(',')) {
        this.take('}');
        break;
      }
    }
    this.space();
    if (this.at !== this.text.length) throw this.fault();
    return dict;
  }

  private value(depth: number): Value {
    if (depth > 8) throw this.fault();
    if (this.takeIf('(')) return this.items(')', depth);
    if (this.takeIf('[')) return this.items(']', depth);
    const next = this.text.charAt(this.at);
    if (next === "'" || next === '"') return this.match(TEXT).slice(1, -1);
    const word = this.match(WORD);
    return WORDS.has(word) ? WORDS.get(word)! : Number.parseInt(word, 10);
  }

  private items(end: string, depth: number): Value[] {
    const items: Value[] = [];
    while (!this.takeIf(end)) {
      items.push(this.value(depth + 1));
      if (this.takeIf(',')) continue;
      this.take(end);
      break;
    }
    return items;
  }

  private match(pattern: RegExp): string {
    this.space();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw this.fault();
    this.at += found.length;
    this.space();
    return found;
  }

  private takeIf(character: string): boolean {
    this.space();
    if (this.text.charAt(this.at) !== character) return false;
    this.at++;
    this.space();
    return true;
  }

  private take(character: string): void {
    if (!this.takeIf(character)) throw this.fault();
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);
