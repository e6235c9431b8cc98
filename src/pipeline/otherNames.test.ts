import { describe, expect, it } from 'vitest';
import { openEntry, readZipDirectory } from '../formats/containers/index.ts';
import type { ByteSource } from '../model/index.ts';
import type { Report } from '../report/index.ts';
import type { HostFile, Pipeline } from './Pipeline.ts';
import { fixtureFile, OPTIONS, testPipeline } from './testing.ts';

/** The weights of a .keras file by themselves, as save_weights writes them. */
async function weightsOf(path: string): Promise<HostFile> {
  const archive = fixtureFile(path).blob as ByteSource;
  const entry = readZipDirectory(archive).find(({ name }) => name === 'model.weights.h5');
  if (!entry) throw new Error(`no weights in ${path}`);
  return { name: 'w.weights.h5', path: 'w.weights.h5', blob: await openEntry(archive, entry) };
}

/** A pipeline that holds weights without an architecture, and a model. */
async function opened(weights: string, model: string): Promise<Pipeline> {
  const pipeline = testPipeline();
  for (const [slot, file] of [
    ['a', await weightsOf(weights)],
    ['b', fixtureFile(model)],
  ] as const) {
    const result = await pipeline.open(slot, [file]);
    if (!result.ok) throw new Error(result.failure.message);
  }
  return pipeline;
}

async function comparedBy(pipeline: Pipeline): Promise<Report> {
  const result = await pipeline.compare(OPTIONS, {});
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const REMOVED = ['pairs/c04-removed-layer/a.keras', 'pairs/c04-removed-layer/b.keras'] as const;

describe('a weights file without an architecture is run with the other’s, so that both predict the same', () => {
  it('but its own names tell that layers of B hold what belongs to others', async () => {
    const report = await comparedBy(await opened(...REMOVED));
    expect(report.verdict).toBe('equivalent');
    expect(report.headline).toMatch(/^By the names in A’s file, .* of B hold the weights of other layers\.$/);
    expect(report.findings.map(({ cause, slug, grade, where }) => ({ cause, slug, grade, where }))).toEqual([
      { cause: 'C04', slug: 'rebuilt-order', grade: 'likely', where: ['d1', 'd2', 'd3', 'head'] },
    ]);
    expect(report.findings[0]?.evidence.map(({ says }) => says)).toContain(
      'The values of d1 were saved from a layer called "d0".',
    );
  });

  it.each([
    ['its own model', 'pairs/c04-removed-layer/a.keras', 'pairs/c04-removed-layer/a.keras'],
    ['layers that were given new names', 'pairs/renamed-layers/a.keras', 'pairs/renamed-layers/b.keras'],
  ])('and nothing is told of %s', async (_, weights, model) => {
    const report = await comparedBy(await opened(weights, model));
    expect([report.verdict, report.findings]).toEqual(['equivalent', []]);
  });

  it('and what loading it does is told with the names that the comparison gives its variables', async () => {
    const pipeline = await opened(...REMOVED);
    const { variables } = await comparedBy(pipeline);
    const loading = await pipeline.loading('a', null);
    if (!loading.ok) throw new Error(loading.failure.message);
    const { routes, named = {} } = loading.value;
    const byClass = routes.find(({ route }) => route === 'keras3')?.variables ?? [];
    expect(byClass.map(({ from, variable }) => [named[from ?? ''], variable])).toEqual(
      variables.flatMap(({ a, b, status }) => (status === 'identical' && b !== null ? [[a, b]] : [])),
    );
  });
});
