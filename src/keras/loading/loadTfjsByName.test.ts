import { describe, expect, it } from 'vitest';
import type { StoredWeight } from '../../model/index.ts';
import { buildObjects } from './buildObjects.ts';
import { loadTfjsByName } from './loadTfjsByName.ts';
import { architectureOf, type TfjsCase, tfjsCases } from './testing.ts';
import { KerasError, Writing } from './Writing.ts';

const cases = tfjsCases().filter(({ refusal }) => refusal === null);

/** What the simulation makes of a case: the error, and by place in the model's own file the name that values came from. */
function simulated({ weights, into }: TfjsCase, strict: boolean) {
  const model = buildObjects(architectureOf(into, { generation: 2, major: 2, minor: 15 }), 2);
  const writing = new Writing();
  const listed = weights.weights.map(
    ([name, shape, dtype]): StoredWeight => ({ ...{ name, place: name, shape, dtype } }),
  );
  let error: string | null = null;
  try {
    loadTfjsByName({ weights: { kind: 'tfjs', weights: listed }, model, strict, writing });
  } catch (raised) {
    if (!(raised instanceof KerasError)) throw raised;
    error = raised.message;
  }
  return { error, came: Object.fromEntries([...writing.written].map(([{ id }, { place }]) => [id, place])) };
}

const written = (came: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(Object.entries(came).filter(([, from]) => from !== null));

describe('loadWeights of TensorFlow.js, as TensorFlow.js did it', () => {
  it.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
    const { strict, lax } = one.routes as NonNullable<TfjsCase['routes']>;
    expect(simulated(one, true)).toEqual({ error: strict.error, came: written(strict.came) });
    expect(simulated(one, false)).toEqual({ error: lax.error, came: written(lax.came) });
  });
});
