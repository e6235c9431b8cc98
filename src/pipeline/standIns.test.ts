import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource, openArrays, writeNpz } from '../formats/index.ts';
import type { Tensor } from '../model/index.ts';
import type { Report } from '../report/index.ts';
import { createPipeline } from './createPipeline.ts';
import type { CompareOptions, HostFile, Pipeline, Result, Slot } from './Pipeline.ts';
import type { RunHost } from './slots.ts';
import { fixtureFile, OPTIONS, testHost } from './testing.ts';

const MODEL = fixtureFile('good/custom-layer-k315-v3.keras');
const ELSEWHERE = fixtureFile('good/custom-layer-k215-v3.keras');
const CHANGED = fixtureFile('odd/custom-layer-changed.keras');
const RECORDED = new URL('../../fixtures/good/custom-layer-k315-v3.npz', import.meta.url);
const IDENTITY: CompareOptions = { ...OPTIONS, identity: ['own'] };

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}

async function opened(files: Partial<Record<Slot, HostFile>>, host: RunHost = testHost()): Promise<Pipeline> {
  const pipeline = createPipeline(host);
  for (const [slot, file] of Object.entries(files)) value(await pipeline.open(slot as Slot, [file]));
  return pipeline;
}

async function compared(files: Partial<Record<Slot, HostFile>>, options: CompareOptions): Promise<Report> {
  return value(await (await opened(files)).compare(options, {}));
}

/** Recorded samples and answers, changed as asked. */
async function reference(change: (y: Tensor) => Tensor): Promise<HostFile> {
  const arrays = await openArrays(memorySource('x.npz', readFileSync(RECORDED)));
  const [x, y] = ['input:x', 'output:0'].map((name) => arrays.get(name) as Tensor) as [Tensor, Tensor];
  const bytes = writeNpz([
    ['x', x],
    ['y', change(y)],
  ]);
  return { name: 'reference.npz', path: 'reference.npz', blob: memorySource('reference.npz', bytes) };
}

const module = { name: 'layers.mjs', path: 'layers.mjs', blob: memorySource('layers.mjs', new Uint8Array()) };

describe('a layer that is treated as identity', () => {
  it('lets the rest run, is said in the report, and proves nothing', async () => {
    const report = await compared({ a: MODEL, b: ELSEWHERE }, IDENTITY);
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain('`own` was treated as identity');
    expect(report.settings.identity).toEqual(['own']);
    expect(report.a.notes.map(({ code }) => code)).toContain('treated-as-identity');
    expect(report.runs[0]?.outputs).toHaveLength(1);
    expect(report.runs[0]?.coverage).toEqual({ executed: 2, total: 3 });
    const row = report.runs[0]?.layers.find(({ a }) => a === 'own');
    expect(row).toMatchObject({ verdict: 'not-run', ownError: null });
  });

  it('leaves a difference in the files a difference, with no finding proven by a replay', async () => {
    const report = await compared({ a: MODEL, b: CHANGED }, IDENTITY);
    expect(report.verdict).toBe('different');
    expect(report.runs[0]?.firstDivergent).toBe('after');
    const replayed = report.findings.filter(({ evidence }) =>
      evidence.some(({ figures }) => typeof figures.after === 'number'),
    );
    expect(replayed.map(({ grade }) => grade)).not.toContain('proven');
  });

  it('does not make identical what is the same in every byte that the files hold', async () => {
    const report = await compared({ a: MODEL, b: MODEL }, IDENTITY);
    expect(report.verdict).toBe('identical');
    expect(report.headline).not.toContain('predict the same');
  });

  it('is not asked for where the layer is one of Keras', async () => {
    const report = await compared({ a: MODEL, b: CHANGED }, { ...OPTIONS, identity: ['before', 'after'] });
    expect(report.settings.identity).toBeUndefined();
    expect(report.runs[0]?.coverage.stoppedAt).toMatchObject({ layer: 'own', foreign: true });
  });

  it('is nothing that a gap from recorded predictions can be blamed on', async () => {
    const report = await compared({ a: MODEL, reference: await reference((y) => y) }, IDENTITY);
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain('was treated as identity');
    expect(report.runs[0]?.coverage.executed).toBe((report.runs[0]?.coverage.total ?? 0) - 1);
  });
});

const handOn = (x: unknown): unknown => x;

describe('custom layers that a host loads', () => {
  const host = (exported: Readonly<Record<string, unknown>>): RunHost => ({
    ...testHost(),
    loadModule: async () => exported,
  });

  it('run, also where the layer was to be treated as identity', async () => {
    const pipeline = await opened(
      { a: MODEL, b: ELSEWHERE, custom: module },
      host({ ScaleAndShift: handOn }),
    );
    const report = value(await pipeline.compare(IDENTITY, {}));
    expect(report.verdict).toBe('equivalent');
    expect(report.settings.identity).toBeUndefined();
    expect(report.a.notes.map(({ code }) => code)).toContain('custom-code');
  });

  it('are refused by name, and what was open stays open', async () => {
    const pipeline = await opened({ a: MODEL, b: ELSEWHERE }, host({ ScaleAndShift: 3 }));
    const refused = await pipeline.open('custom', [module]);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'unsupported-feature' } });
    expect(value(await pipeline.compare(OPTIONS, {})).verdict).toBe('inconclusive');
  });

  it('are refused where the host cannot run code', async () => {
    const pipeline = await opened({ a: MODEL });
    expect(await pipeline.open('custom', [module])).toMatchObject({ ok: false });
  });
});
