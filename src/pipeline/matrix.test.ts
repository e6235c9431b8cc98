import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../report/index.ts';
import type { Pipeline, Result } from './Pipeline.ts';
import { fixtureFile, OPTIONS, testPipeline, unpackedFixture } from './testing.ts';

const FOLDER = new URL('../../fixtures/matrix/', import.meta.url);
/** One model, saved in every format that tf.keras 2.15 and Keras 3.15 write, and what TensorFlow.js' converter makes of it. */
const forms = readdirSync(FOLDER).filter((name) => /\.(keras|h5|zip)$/.test(name));
const folders = forms.filter((name) => name.endsWith('.zip'));
const options = { ...OPTIONS, samples: 2, backend: 'cpu' } as const;

/** Layers models that TensorFlow.js itself refuses: places of a v3 store for names, and Keras 3's config. */
const REFUSED_BY_TFJS = new Set([
  'tfjs-of-archive-k215.zip',
  'tfjs-of-archive-k315.zip',
  'tfjs-of-h5-k315.zip',
]);

/** Without variables Keras 3's graphs have only scopes, and these carry numbers: no recorded layer is called so. */
const NUMBERED = /^(frozen|graph-of-export)-k315/;

/** The sides that TensorFlow.js cannot load: each is said in a note, and is no finding. */
const refused = (...sides: readonly string[]): boolean[] => sides.map((name) => REFUSED_BY_TFJS.has(name));
const saysRefused = ({ a, b }: Report): boolean[] =>
  [a, b].map((side) => side?.notes.some(({ code }) => code === 'tfjs-refuses') ?? false);

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}

const findings = (report: Report): string[] => report.findings.map(({ cause, title }) => `${cause} ${title}`);

async function opened(a: string): Promise<Pipeline> {
  const pipeline = testPipeline();
  unwrap(await pipeline.open('a', [fixtureFile(`matrix/${a}`)]));
  return pipeline;
}

describe.each(forms)('%s', (a) => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await opened(a);
  });

  it.each(forms.slice(forms.indexOf(a)))('is the same model as %s', async (b) => {
    unwrap(await pipeline.open('b', [fixtureFile(`matrix/${b}`)]));
    const report = unwrap(await pipeline.compare(options, {}));
    expect(report.verdict).toMatch(a === b ? /^identical$/ : /^(identical|equivalent)$/);
    expect(report.findings).toEqual([]);
    expect(saysRefused(report)).toEqual(refused(a, b));
    const [run] = report.runs;
    expect([run?.coverage.executed, run?.outputs.length]).toEqual([run?.coverage.total, 2]);
  });
});

describe('answers what TensorFlow answered, in every layer that it recorded', () => {
  it.each(forms)('%s', async (name) => {
    const pipeline = await opened(name);
    const recorded = name.includes('k315') ? 'expected-k315.npz' : 'expected-k215.npz';
    unwrap(await pipeline.open('reference', [fixtureFile(`matrix/${recorded}`)]));
    const report = unwrap(await pipeline.compare(options, {}));
    expect(report.verdict).toBe('equivalent');
    const [run] = report.runs;
    expect(run?.outputs.map(({ shape }) => shape)).toEqual([
      [4, 3],
      [4, 4],
    ]);
    // The largest answers are 0.39 and 0.42.
    for (const { maxAbs } of run?.outputs ?? []) expect(maxAbs).toBeLessThan(0.39 * 1e-5);
    for (const { a, relative } of run?.layers ?? []) expect([a, (relative ?? 1) < 1e-5]).toEqual([a, true]);
    if (!NUMBERED.test(name)) expect(run?.layers.length).toBeGreaterThan(3);
  });
});

describe('opens as a folder as it opens as a zip', () => {
  it.each(folders)('%s', async (name) => {
    const pipeline = await opened(name);
    unwrap(await pipeline.open('b', await unpackedFixture(`matrix/${name}`)));
    const report = unwrap(await pipeline.compare({ ...options, run: false }, {}));
    expect([report.verdict, findings(report)]).toEqual(['identical', []]);
    expect(report.a.sha256).toBe(report.b?.sha256);
  });
});
