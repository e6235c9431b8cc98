import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ExecutedCase, executedCases, simulateCase } from './testing.ts';

const FOLDER = new URL('../../../fixtures/loading/', import.meta.url);
const files = readdirSync(FOLDER).filter((it) => it.endsWith('.json.gz'));

/** What a case says of every route, and what the simulation does, in the same words. */
function bothSides(one: ExecutedCase): [object, object] {
  const simulated = simulateCase(one);
  const executed: Record<string, object> = {};
  const found: Record<string, object> = {};
  for (const [route, { error, came }] of Object.entries(one.routes)) {
    const result = simulated.get(route as never);
    executed[route] = { error, came };
    const mine = Object.fromEntries(Object.keys(came).map((it) => [it, null as string | null]));
    for (const { variable, from } of result?.variables ?? []) mine[variable] = from && placeOf(one, from);
    found[route] = { error: result?.error ?? null, came: mine };
  }
  return [executed, found];
}

/** Paths of legacy weights back to their places. */
function placeOf(one: ExecutedCase, from: string): string {
  if (one.weights.kind !== 'legacy') return from;
  for (const [layer, weights] of one.weights.layers) {
    for (const [name, , , place] of weights) {
      const bare = name.replace(/:0$/, '');
      const at = `/${bare}`.indexOf(`/${layer}/`);
      if ((at < 0 ? `${layer}/${bare}` : bare.slice(at)) === from) return place;
    }
  }
  return from;
}

describe('what loading does, as Keras did it', () => {
  for (const file of files) {
    const cases = executedCases(new URL(file, FOLDER));
    it(`holds for ${cases.length} cases of ${file}`, () => {
      for (const one of cases) {
        const [executed, found] = bothSides(one);
        expect(found, `${one.keras}: ${one.title}`).toEqual(executed);
      }
    });
  }
});
