import { expect, it } from 'vitest';
import type { JsonObject } from '../../model/index.ts';
import { sharedObjects } from './sharedObjects.ts';

const dense = (units: number, mark?: number): JsonObject => ({
  class_name: 'Dense',
  config: { name: 'd', trainable: true, units },
  ...(mark === undefined ? {} : { shared_object_id: mark }),
});
const model = (...layers: readonly JsonObject[]): JsonObject => ({
  class_name: 'Functional',
  config: { name: 'm', layers },
});
const marksIn = (it: JsonObject): (string | undefined)[] => {
  const shared = sharedObjects(it);
  const { layers } = it.config as { layers: readonly JsonObject[] };
  return layers.map(({ config }) => shared.get(config as JsonObject));
};

it('takes what bears one mark for one object, with the first description that says the same', () => {
  expect(marksIn(model(dense(3), dense(4), dense(3, 77), dense(3, 77)))).toEqual([
    '77',
    undefined,
    '77',
    '77',
  ]);
});

it('leaves two first descriptions alone that both say the same: one of them is another object', () => {
  expect(marksIn(model(dense(3), dense(3), dense(3, 77)))).toEqual([undefined, undefined, '77']);
});

it('takes no description for the first that stands behind the marked ones', () => {
  expect(marksIn(model(dense(3, 77), dense(3)))).toEqual(['77', undefined]);
});

it('finds nothing where nothing is marked', () => {
  expect(sharedObjects(model(dense(3), dense(3))).size).toBe(0);
});
