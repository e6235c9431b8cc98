import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../model/index.ts';
import { parseJson } from '../json/parseJson.ts';
import { parseYaml } from './parseYaml.ts';

const FOLDER = new URL('../../../../fixtures/yaml/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

describe('what PyYAML writes', () => {
  it.each(files)('%s is read as PyYAML reads it', (name) => {
    const json = parseJson(textOf(name.replace(/\.(block|flow)\.yaml$/, '.json')), { name });
    expect(parseYaml(textOf(name), name)).toEqual(json);
  });

  it.each([
    ['[1, 2', /no comma and no \]/],
    ['a: 1\na: 2', /key "a" twice/],
    ['a: 1\n b: 2', /has a second key|goes on after|key/],
    ['a: "b', /quote that does not end/],
    ['a: "\\q"', /escape that does not exist/],
    ['a: *b', /refers to \*b, which is nowhere/],
    ['a: &b [*b]', /holds \*b inside itself/],
    ['a: !!python/object:os.system {}', /builds !!python\/object:os.system, which would run code/],
    ['a: !!python/name:posix.system', /builds !!python\/name:posix.system/],
    ['a: !own 1', /builds !own/],
    ['a: 12:30:45', /a kind of value that no config has/],
    ['a: 2001-12-14', /a kind of value that no config has/],
    ['a: |\n  b', /text block/],
    ['? [a]\n: b', /a word where a key and a colon were expected|no plain word/],
    ['<<: 1', /meaning of its own/],
  ])('%j is refused, with its place', (text, message) => {
    const act = () => parseYaml(text, 'x.yaml');
    expect(act).toThrow(message);
    expect(act).toThrow(/line \d+, column \d+/);
  });

  it('stands for no more values than are allowed, however few are written', () => {
    const lines = ['a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]'];
    for (let i = 1; i < 12; i++) lines.push(`a${i}: &a${i} [${new Array(10).fill(`*a${i - 1}`).join(', ')}]`);
    expect(() => parseYaml(lines.join('\n'), 'x.yaml')).toThrow(/more than 5,000,000 values/);
  });

  it('is not nested deeper than is allowed', () => {
    expect(() => parseYaml('['.repeat(5000), 'x.yaml')).toThrow(/nested more than 200/);
    const steps = Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`);
    expect(() => parseYaml(steps.join('\n'), 'x.yaml')).toThrow(/nested more than 200/);
    expect(() => parseYaml('- '.repeat(5000), 'x.yaml')).toThrow(/nested more than 200/);
  });

  it('ends in a value or in a named refusal when it is damaged', () => {
    const text = textOf('values.flow.yaml');
    const place = fc.nat(text.length - 1);
    const piece = fc.constantFrom(
      '',
      ' ',
      '\n',
      ':',
      '- ',
      '"',
      "'",
      '[',
      '}',
      '&a ',
      '*a',
      '!',
      '#',
      '\t',
      '? ',
      '|',
    );
    fc.assert(
      fc.property(place, place, piece, (from, length, put) => {
        const damaged = text.slice(0, from) + put + text.slice(from + (length % 40));
        try {
          parseYaml(damaged, 'x.yaml');
        } catch (error) {
          expect(error).toBeInstanceOf(ReadError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
