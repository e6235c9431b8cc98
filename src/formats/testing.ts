import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../model/index.ts';
import { memorySource } from './containers/index.ts';

/** A model that real Keras wrote, with what Keras says about it. */
export interface GoodFixture {
  readonly id: string;
  readonly file: string;
  readonly expected: JsonObject;
}

const GOOD = new URL('../../fixtures/good/', import.meta.url);

/** All committed models that must open. */
export function goodFixtures(): GoodFixture[] {
  return readdirSync(GOOD)
    .filter((name) => name.endsWith('.expected.json'))
    .map((name) => {
      const id = name.replace('.expected.json', '');
      const file = ['keras', 'h5', 'weights.h5']
        .map((ext) => `${id}.${ext}`)
        .find((it) => readdirSync(GOOD).includes(it));
      const expected = JSON.parse(readFileSync(new URL(name, GOOD), 'utf8')) as JsonObject;
      return { id, file: file ?? id, expected };
    });
}

/** A fixture's bytes as a source; `as` renames it. */
export function goodSource(file: string, as = file): ReturnType<typeof memorySource> {
  return memorySource(as, readFileSync(new URL(file, GOOD)));
}
