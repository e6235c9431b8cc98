import { decodeUtf8 } from '../decodeUtf8.ts';
import type { Machine } from './Machine.ts';

const LINE_FEED = 10;

/** The rest of the line, as Latin-1: arguments of protocol 0. */
export function lineOf({ cursor }: Machine): string {
  const end = cursor.bytes.indexOf(LINE_FEED, cursor.at);
  if (end < 0) throw cursor.fault('ends in the middle of a line');
  const raw = cursor.take(end - cursor.at);
  cursor.skip(1);
  if (raw.every((byte) => byte < 128)) return decodeUtf8(raw);
  return Array.from(raw, (byte) => String.fromCharCode(byte)).join('');
}

const MAX_DIGITS = 2048;

/** INT and LONG: decimal digits, `L` behind them, or the truth values `00` and `01`. */
export function whole(machine: Machine, line: string): bigint | boolean {
  if (line === '00') return false;
  if (line === '01') return true;
  const digits = /^([+-]?\d+)L?$/.exec(line)?.[1];
  if (digits === undefined || digits.length > MAX_DIGITS) throw machine.fault('holds a damaged integer');
  return BigInt(digits.replace('+', ''));
}

/** FLOAT: what Python's `repr` writes. */
export function float(machine: Machine, line: string): number {
  const word = line.toLowerCase();
  if (/^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/.test(word) || /^[+-]?\.\d+(e[+-]?\d+)?$/.test(word))
    return Number(word);
  const special = SPECIAL.get(word);
  if (special === undefined) throw machine.fault('holds a damaged number');
  return special;
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['-nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

/** UNICODE: Python's raw-unicode-escape, Latin-1 with `\uXXXX` and `\UXXXXXXXX`. */
export function rawUnicode(machine: Machine, line: string): string {
  return line.replace(
    /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\[uU]/g,
    (_, short?: string, long?: string) => {
      const point = Number.parseInt(short ?? long ?? '', 16);
      if (!(point <= 0x10ffff)) throw machine.fault('holds a damaged text');
      return String.fromCodePoint(point);
    },
  );
}

/** The inside of a quoted text. */
export function quotedText(machine: Machine, line: string): string {
  const trimmed = line.trimEnd();
  const quote = trimmed[0];
  if (trimmed.length < 2 || (quote !== "'" && quote !== '"') || !trimmed.endsWith(quote))
    throw machine.fault('holds a text without quotes');
  return trimmed.slice(1, -1);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...(['\\', "'", '"'] as const).map((it) => [it, it] as const),
  ...([
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
    ['a', '\x07'],
    ['b', '\b'],
    ['f', '\f'],
    ['v', '\v'],
  ] as const),
]);

/** STRING: Python 2's `repr` of a str; its bytes are read as Latin-1. */
export function escapedText(machine: Machine, inside: string): string {
  return inside.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (_, code: string) => {
    if (code.length === 3 && code.startsWith('x'))
      return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]+$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255);
    const plain = ESCAPES.get(code);
    if (plain === undefined) throw machine.fault('holds a damaged text');
    return plain;
  });
}
