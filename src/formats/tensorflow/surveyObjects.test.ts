import { describe, expect, it } from 'vitest';
import { ReadError } from '../../model/index.ts';
import type { ObjectGraph, TrackedObject } from './ObjectGraph.ts';
import { pathOf, surveyObjects } from './surveyObjects.ts';

const object = (children: Readonly<Record<string, number>>): TrackedObject => ({
  children: new Map(Object.entries(children)),
  values: [],
  slots: [],
});

/** Objects by number, as `path: purpose`. */
function survey(...graph: readonly TrackedObject[]): Record<number, string> {
  const found = [...surveyObjects(graph)].map(([node, way]) => [
    node,
    `${pathOf(way).join('/')}: ${way.purpose}`,
  ]);
  return Object.fromEntries(found);
}

describe('the way to an object', () => {
  it('leads through a layer rather than through a list or an optimizer, though these be nearer', () => {
    const found = survey(
      object({ variables: 1, optimizer: 2, model: 3 }),
      object({ '0': 5 }),
      object({ _iterations: 4, w: 5 }),
      object({ inner: 6 }),
      object({}),
      object({}),
      object({ kernel: 5 }),
    );
    expect(found[5]).toBe('model/inner/kernel: weight');
    expect(found[4]).toBe('optimizer/_iterations: optimizer');
  });

  it('knows an optimizer under another name by what it counts', () => {
    const found = survey(
      object({ opt: 1 }),
      object({ _iterations: 2, _learning_rate: 3 }),
      object({}),
      object({}),
    );
    expect([found[2], found[3]]).toEqual(['opt/_iterations: optimizer', 'opt/_learning_rate: optimizer']);
  });

  it('ends in circles', () => {
    expect(survey(object({ root: 0, a: 1 }), object({ back: 0, w: 2 }), object({}))[2]).toBe('a/w: weight');
  });

  it('is refused when objects hold each other deeper than any model', () => {
    const chain: ObjectGraph = Array.from({ length: 2000 }, (_, i) =>
      object(i < 1999 ? { next: i + 1 } : {}),
    );
    expect(() => surveyObjects(chain)).toThrow(ReadError);
  });
});
