import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource, openModel } from '../formats/index.ts';
import type { OpenModel } from '../model/index.ts';
import { loadingReport } from './loadingReport.ts';
import { reproducingRoutes, sameByValues } from './reproducingRoutes.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

const opened = (path: string, as = path.split('/').at(-1) as string): Promise<OpenModel> =>
  openModel(memorySource(as, readFileSync(new URL(path, FIXTURES))));

/** Routes by name. */
async function routes(weights: string, into: string, keras?: '2.15' | '3.15', as?: string) {
  const report = await loadingReport(await opened(weights, as), (await opened(into)).artifact, keras);
  return Object.fromEntries(report.routes.map((it) => [it.route, it]));
}

describe('a model loaded into itself', () => {
  const files = readdirSync(new URL('good/', FIXTURES)).filter((it) =>
    /-k(215|315)-(v3\.keras|h5\.h5)$/.test(it),
  );
  it.each(files.filter((it) => !it.startsWith('custom-layer') && !/^bfloat16-k(215|315-h5)/.test(it)))(
    '%s gets every variable from its own place',
    async (file) => {
      const found = await routes(`good/${file}`, `good/${file}`);
      const own = file.endsWith('.keras') ? found.keras3 : found.topological;
      expect(own?.error).toBe(null);
      expect(own?.variables.filter((it) => it.state !== 'loaded' || it.from !== it.variable)).toEqual([]);
      expect(own?.unused).toEqual([]);
    },
  );
});

describe('bfloat16', () => {
  it.each([
    ['bfloat16-k315-h5.h5', 'topological'],
    ['bfloat16-k215-h5.h5', 'topological'],
    ['bfloat16-k215-h5.h5', 'by-name-skip-mismatch'],
    ['bfloat16-k215-v3.keras', 'keras3'],
  ] as const)('in %s is taken for bytes without a type, which fit nothing (%s)', async (file, route) => {
    const { [route]: own } = await routes(`good/${file}`, `good/${file}`);
    expect(own?.error).toBe('No cast function available.');
    expect(own?.variables.every(({ state }) => state === 'left')).toBe(true);
  });
});

describe('a checkpoint restored into the model that it is of', () => {
  const good = readdirSync(new URL('good/', FIXTURES));
  const pairs = readdirSync(new URL('tensorflow/', FIXTURES))
    .filter((it) => it.endsWith('-k215-weights.zip'))
    .flatMap((it) => {
      const base = it.replace('-weights.zip', '');
      const model = [`${base}-v3.keras`, `${base}-h5.h5`].find((file) => good.includes(file));
      return model ? [[it, model] as const] : [];
    });
  it.each(pairs)('%s reaches every variable of %s', async (checkpoint, model) => {
    const { checkpoint: own } = await routes(`tensorflow/${checkpoint}`, `good/${model}`);
    expect([own?.outcome, own?.error]).toEqual(['loads', null]);
    expect(own?.variables.filter((it) => it.state !== 'loaded')).toEqual([]);
    expect(own?.unused).toEqual([]);
  });

  it('is refused by Keras 3, as by its load_weights', async () => {
    const { checkpoint } = await routes('tensorflow/mlp-k215-weights.zip', 'good/mlp-k315-v3.keras');
    expect(checkpoint?.error).toMatch(/^File format not supported: filepath=/);
  });
});

/** Routes that apply, with what they end in; everything that a loading one does not simply load. */
function ends(found: Awaited<ReturnType<typeof routes>>) {
  return Object.fromEntries(
    Object.values(found)
      .filter(({ outcome }) => outcome !== 'not-applicable')
      .map(({ route, error, variables }) => [
        route,
        error?.split('\n')[0] ??
          variables.filter(({ state }) => state !== 'loaded').map(({ variable }) => variable),
      ]),
  );
}

const BY_NAME = /^Weights may only be loaded based on topology into Models when loading TensorFlow-formatted/;

describe('weights that lie in a SavedModel, in a checkpoint with names alone, in a TensorFlow.js model', () => {
  it.each([
    'keras-saved-k215.zip',
    'saved-k215.zip',
    'session-k215.zip',
    'session-saver-k215.zip',
    'saver-k215.zip',
  ])('%s is restored by tf.keras into the model that it is of', async (file) => {
    const found = await routes(`matrix/${file}`, 'matrix/archive-k215.keras');
    expect(ends(found)).toEqual({
      'by-name': expect.stringMatching(BY_NAME),
      'by-name-skip-mismatch': expect.stringMatching(BY_NAME),
      checkpoint: [],
    });
    expect(found.checkpoint?.variables).toHaveLength(18);
    expect(found.checkpoint?.unused).toEqual([]);
  });

  it('an export of Keras has other objects, so that nothing of it is found', async () => {
    const { checkpoint } = await routes('matrix/export-k215.zip', 'matrix/archive-k215.keras');
    expect(checkpoint?.error).toMatch(/^Nothing except the root object matched/);
    expect(checkpoint?.variables.every(({ state }) => state === 'left')).toBe(true);
  });

  it('Keras 3 takes none of them', async () => {
    const found = await routes('matrix/keras-saved-k215.zip', 'matrix/archive-k315.keras');
    expect(ends(found).checkpoint).toMatch(/^File format not supported: filepath=keras-saved-k215\. Keras 3/);
    const tfjs = await routes('matrix/tfjs-of-h5-k215.zip', 'matrix/archive-k315.keras');
    expect(ends(tfjs).topological).toMatch(/^File format not supported: filepath=model\.json\. Keras 3/);
  });

  it('a TensorFlow.js model is loaded by TensorFlow.js alone, by name', async () => {
    const found = await routes('matrix/tfjs-of-h5-k215.zip', 'matrix/whole-k215.h5');
    const none = 'Unable to synchronously open file (file signature not found)';
    expect(ends(found)).toEqual({
      topological: none,
      'topological-skip-mismatch': expect.stringMatching(
        /skip_mismatch can only be set to True when by_name/,
      ),
      'by-name': none,
      'by-name-skip-mismatch': none,
      'tfjs-by-name': [],
    });
    expect(found['tfjs-by-name']?.variables).toHaveLength(18);
    expect(found['tfjs-by-name']?.unused).toEqual([]);
  });

  it('and not into what TensorFlow.js cannot make, or by places for names', async () => {
    const model = await routes('matrix/tfjs-of-h5-k215.zip', 'matrix/archive-k315.keras');
    expect(ends(model)['tfjs-by-name']).toBe(
      'An InputLayer should be passed either a `batchInputShape` or an `inputShape`.',
    );
    const weights = await routes('matrix/tfjs-of-archive-k215.zip', 'matrix/whole-k215.h5');
    expect(ends(weights)['tfjs-by-name']).toMatch(/^Provided weight data has no target variable: /);
  });
});

describe('the routes that leave in a model what it holds', () => {
  const reproducing = async (weights: string, into: string) => {
    const [from, model] = [await opened(weights), await opened(into)];
    const { routes } = await loadingReport(from, model.artifact);
    return reproducingRoutes(routes, sameByValues(from, model));
  };

  it('are found by their bytes', async () => {
    expect(await reproducing('matrix/keras-saved-k215.zip', 'matrix/whole-k215.h5')).toEqual([
      ...['by-name', 'by-name-skip-mismatch', 'checkpoint'],
    ]);
    expect(await reproducing('pairs/c03-frozen-nested/a.h5', 'pairs/c03-frozen-nested/b.h5')).toContain(
      'topological',
    );
  });

  it('are none where the model was trained on', async () => {
    expect(
      await reproducing('pairs/c14-other-checkpoint/a.keras', 'pairs/c14-other-checkpoint/b.keras'),
    ).toEqual([]);
  });
});

describe('the table of routes', () => {
  it('has one row for each, and says which are not for such a file', async () => {
    const found = await routes('pairs/c04-inserted-layer/a.keras', 'pairs/c04-inserted-layer/b.keras');
    expect(Object.entries(found).map(([name, { outcome }]) => [name, outcome])).toEqual([
      ['topological', 'not-applicable'],
      ['topological-skip-mismatch', 'not-applicable'],
      ['by-name', 'error'],
      ['by-name-skip-mismatch', 'error'],
      ['keras3', 'error'],
      ['keras3-skip-mismatch', 'loads'],
      ['checkpoint', 'not-applicable'],
      ['tfjs-by-name', 'not-applicable'],
    ]);
  });

  it('shows what an inserted layer shifts, and what an error leaves behind', async () => {
    const { keras3 } = await routes('pairs/c04-inserted-layer/a.keras', 'pairs/c04-inserted-layer/b.keras');
    expect(keras3?.error).toContain('A total of 2 objects could not be loaded.');
    const rows = new Map(keras3?.variables.map((it) => [it.variable, it]));
    expect(rows.get('d0/kernel')).toMatchObject({ from: 'd1/kernel', state: 'loaded' });
    expect(rows.get('d1/kernel')).toMatchObject({ from: 'd2/kernel', state: 'elsewhere' });
  });

  it('tells frozen layers that are exchanged from those that are not', async () => {
    const { topological } = await routes('pairs/c03-frozen-nested/a.h5', 'pairs/c03-frozen-nested/b.h5');
    expect(topological?.outcome).toBe('loads');
    expect(topological?.variables.filter((it) => it.state === 'elsewhere')).toEqual([
      { variable: 'block/d1/kernel', from: 'block/d2/kernel', state: 'elsewhere' },
      { variable: 'block/d1/bias', from: 'block/d2/bias', state: 'elsewhere' },
      { variable: 'block/d2/kernel', from: 'block/d1/kernel', state: 'elsewhere' },
      { variable: 'block/d2/bias', from: 'block/d1/bias', state: 'elsewhere' },
    ]);
  });

  it('goes by the name of the file, as Keras does', async () => {
    const found = await routes(
      'good/nested-k215-weights.weights.h5',
      'good/nested-k215-v3.keras',
      '2.15',
      'wrong.h5',
    );
    expect(found.keras3?.outcome).toBe('not-applicable');
    expect(found.topological?.error).toMatch(/^Layer count mismatch .* found 0 saved layers\.$/);
    expect(found['by-name']).toMatchObject({ outcome: 'loads', error: null });
    expect(found['by-name']?.variables.every((it) => it.state === 'left')).toBe(true);
  });

  it('gives places where a weights file has no names', async () => {
    const { keras3 } = await routes('good/nested-k315-weights.weights.h5', 'good/nested-k315-v3.keras');
    expect(keras3?.error).toBe(null);
    expect(
      keras3?.variables.every(({ from, state }) => /\/vars\/\d+$/.test(from ?? '') && state === 'loaded'),
    ).toBe(true);
  });
});

describe('what cannot be simulated is refused by name', () => {
  it('weights instead of a model', async () => {
    await expect(routes('good/nested-k315-v3.keras', 'good/nested-k315-weights.weights.h5')).rejects.toThrow(
      /nested-k315-weights\.weights\.h5 holds weights and no architecture/,
    );
  });

  it('a graph that does not say of which layers of Keras it is made', async () => {
    await expect(routes('matrix/archive-k315.keras', 'matrix/export-k315.zip')).rejects.toThrow(
      /export-k315\.zip says what is computed, and not of which Keras layers\. Weights are loaded into a model/,
    );
  });

  it('a layer whose variables only its code knows', async () => {
    await expect(
      routes('good/custom-layer-k315-v3.keras', 'good/custom-layer-k315-v3.keras'),
    ).rejects.toThrow(/only the code of that layer knows its variables/);
  });
});
