import type { Json } from '../../../model/index.ts';

/** What a word without quotes means in YAML 1.1, as PyYAML resolves it (`yaml/resolver.py`); `undefined` where it is no text and none of these. */
export function meaningOfPlain(text: string): Json | undefined {
  for (const [pattern, read] of RULES) if (pattern.test(text)) return read(text);
  return text;
}

const digits = (text: string): string => text.replaceAll('_', '');

function whole(text: string): Json {
  const plain = digits(text).replace(/^\+/, '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const body = plain.replace(/^-/, '');
  return sign * Number(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body);
}

function infinite(text: string): Json {
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

type Rule = readonly [RegExp, (text: string) => Json | undefined];

/** Numbers in base 60, dates and keys that merge have no place in a config. */
const refused = (): undefined => undefined;

const RULES: readonly Rule[] = [
  [/^(?:~|null|Null|NULL|)$/, () => null],
  [/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true],
  [/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false],
  [/^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)$/, whole],
  [/^[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?$/, (text) => Number(digits(text))],
  [/^\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$/, (text) => Number(digits(text))],
  [/^[-+]?\.(?:inf|Inf|INF)$/, infinite],
  [/^\.(?:nan|NaN|NAN)$/, () => Number.NaN],
  [/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/, refused],
  [/^\d{4}-\d\d?-\d\d?(?:$|[Tt]|[ \t]+\d)/, refused],
  [/^(?:<<|=)$/, refused],
];

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** How many hexadecimal digits follow. */
const HEX: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The character behind a backslash, and how many characters it took; `null` where there is no such escape. */
export function escapeAt(
  text: string,
  at: number,
): { readonly text: string; readonly length: number } | null {
  const letter = text.charAt(at);
  const plain = ESCAPES.get(letter);
  if (plain !== undefined) return { text: plain, length: 1 };
  const count = HEX.get(letter) ?? 0;
  const hex = text.slice(at + 1, at + 1 + count);
  const code = Number.parseInt(hex, 16);
  if (count === 0 || !/^[0-9a-fA-F]+$/.test(hex) || hex.length !== count || code > 0x10ffff) return null;
  return { text: String.fromCodePoint(code), length: 1 + count };
}

/** The line breaks inside a text that goes over several lines: one is a space, more are one less. */
export function folded(breaks: number): string {
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}
