import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource, openModel } from '../formats/index.ts';
import type { OpenModel } from '../model/index.ts';
import { loadingReport } from './loadingReport.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

const opened = (path: string, as = path.split('/').at(-1) as string): Promise<OpenModel> =>
  openModel(memorySource(as, readFileSync(new URL(path, FIXTURES))));

/** Routes by name. */
async function routes(weights: string, into: string, keras?: '2.15' | '3.15', as?: string) {
  const report = loadingReport(await opened(weights, as), (await opened(into)).artifact, keras);
  return Object.fromEntries(report.routes.map((it) => [it.route, it]));
}

describe('a model loaded into itself', () => {
  const files = readdirSync(new URL('good/', FIXTURES)).filter((it) =>
    /-k(215|315)-(v3\.keras|h5\.h5)$/.test(it),
  );
  it.each(files.filter((it) => !it.startsWith('custom-layer')))(
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

  it('a layer whose variables only its code knows', async () => {
    await expect(
      routes('good/custom-layer-k315-v3.keras', 'good/custom-layer-k315-v3.keras'),
    ).rejects.toThrow(/only the code of that layer knows its variables/);
  });
});
