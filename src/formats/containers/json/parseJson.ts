import { type Json, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';
import { JsonText } from './JsonText.ts';

const MAX_DEPTH = 200;
const MAX_LENGTH = 32 * 1024 * 1024;

/** What is parsed, for messages, and how many characters it may have; 32 Mi unless told. */
export interface JsonOptions {
  readonly name: string;
  readonly maxLength?: number;
  /** Refuses objects in which a key comes twice; else the last one counts. */
  readonly uniqueKeys?: boolean;
}

/**
 * Parses JSON as Python writes it: `NaN`, `Infinity` and `-Infinity` are numbers. Objects have no prototype, so that
 * `__proto__` is a key like any other; of equal keys the last one counts. Integers beyond 2^53 are rounded. Throws
 * `ReadError('corrupt')` with line and column, and `too-large` above `maxLength` or 200 levels.
 */
export function parseJson(text: string, options: JsonOptions): Json {
  const { name, maxLength = MAX_LENGTH, uniqueKeys = false } = options;
  if (text.length > maxLength) {
    throw new ReadError(
      'too-large',
      `\`${name}\` has more than ${formatCount(maxLength)} characters of JSON.`,
    );
  }
  const input = new JsonText(text, name, uniqueKeys);
  const value = readValue(input, 0);
  input.skipSpace();
  if (!input.atEnd) throw input.fault('ends, and then goes on');
  return value;
}

type Read = (input: JsonText, depth: number) => Json;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function meaningOf(word: string): Json | undefined {
  return NUMBER.test(word) ? Number(word) : WORDS.get(word);
}

const STARTS: Readonly<Record<string, Read>> = {
  '{': readObject,
  '[': readArray,
  '"': (input) => input.string(),
};

function readValue(input: JsonText, depth: number): Json {
  if (depth > MAX_DEPTH) {
    throw new ReadError(
      'too-large',
      `\`${input.name}\` is nested more than ${MAX_DEPTH} levels deep.`,
      input.place(),
    );
  }
  input.skipSpace();
  const read = STARTS[input.peek()];
  if (read !== undefined) return read(input, depth);
  return input.word(meaningOf);
}

/**
 * Objects that inherit nothing. Made by a constructor, because what `Object.create(null)` makes is a hash table, several
 * times as large and as slow.
 */
const Bare = function Bare() {} as unknown as new () => Record<string, Json>;
Bare.prototype = Object.create(null);

function readObject(input: JsonText, depth: number): Json {
  const object = new Bare();
  input.take('{');
  input.skipSpace();
  if (input.takeIf('}')) return object;
  do {
    input.skipSpace();
    const key = input.string();
    if (input.uniqueKeys && key in object) throw input.fault(`has the key "${key.slice(0, 100)}" twice`);
    input.skipSpace();
    input.take(':');
    object[key] = readValue(input, depth + 1);
    input.skipSpace();
  } while (input.takeIf(','));
  input.take('}');
  return object;
}

function readArray(input: JsonText, depth: number): Json {
  const items: Json[] = [];
  input.take('[');
  input.skipSpace();
  if (input.takeIf(']')) return items;
  do {
    items.push(readValue(input, depth + 1));
    input.skipSpace();
  } while (input.takeIf(','));
  input.take(']');
  return items;
}
