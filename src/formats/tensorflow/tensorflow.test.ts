import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OpenModel } from '../../model/index.ts';
import { openModel } from '../index.ts';
import { goodSource } from '../testing.ts';
import { digestOf, openFixture, type TensorflowFixture, tensorflowFixtures } from './testing.ts';

const fixtures = tensorflowFixtures();

/** What TensorFlow holds and no model has values of. */
const PASSED_OVER: ReadonlySet<string> = new Set(['complex128']);

describe.each(fixtures)('$id', ({ id, expected }) => {
  it('holds the tensors that TensorFlow finds, bit for bit', async () => {
    const { artifact, tensors } = await openFixture(id);
    const found: Record<string, unknown> = {};
    for (const variable of artifact.variables) {
      const { dtype, shape, place } = variable;
      found[place] = { dtype, shape, value: digestOf(await tensors.read(variable)) };
    }
    const wanted = Object.entries(expected.tensors).filter(
      ([key, { dtype }]) =>
        !PASSED_OVER.has(dtype) && !(/-export$/.test(id) && key.startsWith('_all_variables/')),
    );
    expect(found).toEqual(Object.fromEntries(wanted));
  });

  it('streams what it reads whole', async () => {
    const { artifact, tensors } = await openFixture(id);
    for (const variable of artifact.variables) {
      const { bytes } = await tensors.read(variable);
      const half = bytes.length >> 1;
      const first = (await tensors.readRange(variable, 0, half)).slice();
      const second = await tensors.readRange(variable, half, bytes.length - half);
      expect([...first, ...second]).toEqual([...bytes]);
    }
  });
});

interface ExpectedVariable {
  readonly path: string;
  readonly layer: string;
  readonly role: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

const known = fixtures.filter(({ expected: { architecture, renamed } }) => architecture && !renamed);

async function named({ id, expected }: TensorflowFixture): Promise<OpenModel> {
  const model = await openFixture(id);
  if (model.borrow === null) return model;
  return model.borrow((await openModel(goodSource(expected.architecture as string))).artifact);
}

/** Cells are counted per session: another one gives them another number. */
const withoutCounters = (path: string): string => path.replace(/_cell_\d+\//, '_cell/');

describe.each(known)('$id', (fixture) => {
  it('gives every variable the layer and the name that Keras gives it', async () => {
    const { artifact, tensors } = await named(fixture);
    const found: Record<string, unknown> = {};
    for (const it of artifact.variables) {
      if (it.purpose !== 'weight') continue;
      const sha256 = digestOf(await tensors.read(it));
      found[withoutCounters(it.id)] = { layer: it.layer, shape: it.shape, sha256 };
    }
    const name = (fixture.expected.architecture as string).replace(/\.(h5|keras)$/, '.expected.json');
    const good = JSON.parse(
      readFileSync(new URL(`../../../fixtures/good/${name}`, import.meta.url), 'utf8'),
    ) as { readonly variables: readonly ExpectedVariable[] };
    const { unsaved = [] } = fixture.expected;
    const isSaved = ({ path }: ExpectedVariable): boolean => !unsaved.some((it) => path.startsWith(it));
    const wanted = good.variables
      .filter(isSaved)
      .map(({ path, layer, shape, sha256 }) => [withoutCounters(path), { layer, shape, sha256 }]);
    expect(found).toEqual(Object.fromEntries(wanted));
    expect(artifact.notes.map(({ code }) => code)).toEqual(
      good.variables.filter((it) => !isSaved(it)).map(() => 'unsaved-variable'),
    );
  });
});
