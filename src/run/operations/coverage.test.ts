import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isArray, isObject, type Json } from '../../model/index.ts';
import { caseFiles, readCases } from '../testing.ts';
import { KERAS, REFUSED } from './keras.ts';

type Classes = Readonly<Record<string, Readonly<Record<string, { config: string[]; call: string[] }>>>>;

const written = readFileSync(new URL('../testdata/op_classes.k315.json', import.meta.url), 'utf8');
const CLASSES = Object.entries(JSON.parse(written) as Classes).flatMap(([module, classes]) =>
  Object.entries(classes).map(([name, parameters]) => ({ module, name, ...parameters })),
);

/** Subclasses that change nothing, which only hand-written files name (`class Abs(Absolute): pass`). */
const SAME: Readonly<Record<string, string>> = { Abs: 'Absolute', Conj: 'Conjugate' };

/** The classes of operators inside a model. */
function operatorsIn(value: Json): string[] {
  if (isArray(value)) return value.flatMap(operatorsIn);
  if (!isObject(value)) return [];
  const own = String(value.module ?? '').includes('.ops.') ? [String(value.class_name)] : [];
  return [...own, ...Object.values(value).flatMap(operatorsIn)];
}

const run = new Set(
  caseFiles()
    .filter((file) => file.includes('.k315.'))
    .flatMap((file) => readCases(file).cases.flatMap((item) => operatorsIn(item.model))),
);
const computed = new Map(Object.values(KERAS).flatMap((table) => Object.entries(table)));

describe('operators of Keras 3.15:', () => {
  it('every class either has a case that real Keras made or a row that says why it is refused', () => {
    const bare = CLASSES.filter(
      ({ name }) => !(run.has(SAME[name] ?? name) && computed.has(name)) && !Object.hasOwn(REFUSED, name),
    );
    expect(bare.map(({ module, name }) => `${module}.${name}`)).toEqual([]);
  });

  it('no class is both computed and refused', () => {
    expect(Object.keys(REFUSED).filter((name) => computed.has(name))).toEqual([]);
  });

  it('every row of refusals names a class of Keras', () => {
    const known = new Set(CLASSES.map(({ name }) => name));
    expect(Object.keys(REFUSED).filter((name) => !known.has(name))).toEqual([]);
  });

  it('every parameter of a class is one that our operator knows', () => {
    const strange = CLASSES.flatMap(({ name, config, call }) => {
      const operation = computed.get(name);
      if (operation === undefined) return [];
      const known = new Set(operation.parameters.map((parameter) => parameter.replace('*', '')));
      return [...call, ...config]
        .filter((it) => !known.has(it) && !IGNORED.has(it))
        .map((it) => `${name}.${it}`);
    });
    expect(strange).toEqual([]);
  });
});

/** Arguments that take all that is left, and those that a refusal meets when they are given. */
const IGNORED = new Set(['kwargs', 'axes_lengths', 'x2', 'flash_attention']);
