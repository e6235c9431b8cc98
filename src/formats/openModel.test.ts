import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OpenModel } from '../model/index.ts';
import { failureOf, openModel } from './index.ts';
import { type GoodFixture, goodFixtures, goodSource } from './testing.ts';

interface ExpectedVariable {
  readonly path: string;
  readonly layer: string;
  readonly role: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

const fixtures = goodFixtures();

/** A v3 file holds neither a cell's session counter nor the names of a custom layer's variables. */
function tellable(path: string, { expected }: GoodFixture): string {
  if (expected.format !== 'keras-v3' && expected.format !== 'weights-v3') return path;
  return path.replace(/_cell_\d+\//, '_cell/').replace(/^own\/.*/, 'own');
}

async function open({ file, expected }: GoodFixture): Promise<OpenModel> {
  const own = await openModel(goodSource(file, 'unknown'));
  if (own.borrow === null) return own;
  const architecture = fixtures.find(({ id }) => id === expected.architecture) as GoodFixture;
  return own.borrow((await openModel(goodSource(architecture.file))).artifact);
}

describe.each(fixtures)('$id', (fixture) => {
  it('opens with the variables, names and bytes that Keras has', async () => {
    const model = await open(fixture);
    const wanted = fixture.expected.variables as unknown as ExpectedVariable[];
    const weights = model.artifact.variables.filter(({ purpose }) => purpose === 'weight');
    const found = await Promise.all(
      weights.map(async (it) => {
        const { bytes } = await model.tensors.read(it);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return { path: tellable(it.id, fixture), layer: it.layer, dtype: it.dtype, shape: it.shape, sha256 };
      }),
    );
    const byPath = (x: { path: string; sha256: string }, y: { path: string; sha256: string }): number =>
      `${x.path} ${x.sha256}` < `${y.path} ${y.sha256}` ? -1 : 1;
    const plain = wanted.map(({ path, layer, dtype, shape, sha256 }) => ({
      path: tellable(path, fixture),
      layer,
      dtype,
      shape,
      sha256,
    }));
    expect(found.sort(byPath)).toEqual(plain.sort(byPath));
  });
});

describe('failureOf', () => {
  it('says what it means when WebAssembly gives up', () => {
    const trap = Object.assign(new Error('memory access out of bounds'), { name: 'RuntimeError' });
    const failure = failureOf(trap, null);
    expect(failure).toMatchObject({ code: 'too-large', where: 'WebAssembly' });
    expect(failure.message).toContain('(memory access out of bounds), most likely for want of memory');
  });
});
