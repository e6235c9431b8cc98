import { expect } from 'vitest';
import type { OpenModel, Tensor } from '../../model/index.ts';

/** Two models that are called identical hold the same values under the same names. */
export async function expectSameValues(a: OpenModel | null, b: OpenModel | null): Promise<void> {
  const [one, other] = [await valuesOf(a), await valuesOf(b)];
  expect([...other.keys()].sort()).toEqual([...one.keys()].sort());
  for (const [id, tensor] of one) expect(other.get(id)).toEqual(tensor);
}

async function valuesOf(model: OpenModel | null): Promise<Map<string, Tensor>> {
  const values = new Map<string, Tensor>();
  const weights = model?.artifact.variables.filter(({ purpose }) => purpose === 'weight') ?? [];
  for (const it of weights) values.set(it.id, (await model?.tensors.read(it)) as Tensor);
  return values;
}
