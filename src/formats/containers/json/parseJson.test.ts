import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../model/index.ts';
import { parseJson } from './parseJson.ts';

const parse = (text: string): unknown => parseJson(text, { name: 'config.json' });

describe('parseJson', () => {
  it('reads everything that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('reads the numbers that Python writes and JSON forbids', () => {
    expect(parse('[NaN, Infinity, -Infinity, -0.0, 1e3, 9007199254740993]')).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -0,
      1000,
      9007199254740992,
    ]);
  });

  it('keeps hostile keys plain, and the last of equal keys', () => {
    const object = parse('{"__proto__": {"polluted": 1}, "constructor": 2, "a": 1, "a": 3}') as Record<
      string,
      unknown
    >;
    expect(Object.keys(object)).toEqual(['__proto__', 'constructor', 'a']);
    expect(['toString', 'hasOwnProperty', 'polluted'].filter((key) => key in object)).toEqual([]);
    expect(object.a).toBe(3);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads escapes, surrogates and a byte order mark', () => {
    expect(parse('\ufeff"\\u00e4\\ud83d\\ude00\\n\\"\\/"')).toBe('ä😀\n"/');
  });

  it('allows 200 levels and not 201', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parse(nested(200))).not.toThrow();
    expect(() => parse(nested(202))).toThrow('`config.json` is nested more than 200 levels deep.');
    expect(() => parse(nested(1_000_000))).toThrow(ReadError);
  });

  it('has a limit on size', () => {
    expect(() => parseJson('[1, 2, 3]', { name: 'config.json', maxLength: 8 })).toThrow(
      '`config.json` has more than 8 characters of JSON.',
    );
  });

  it('says where it stopped understanding', () => {
    expect(() => parse('{\n  "a": 1,\n  "b" 2\n}')).toThrow(
      '`config.json` is not valid JSON: it has no `:` at line 3, column 7 (character 18).',
    );
  });

  it.each([
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "'a'",
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    'nul',
    'None',
    'True',
    'nan',
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\n"',
    '[1] 2',
    'constructor',
    '[1 2]',
    '-',
    '--1',
    '1-1',
  ])('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(ReadError);
  });
});
