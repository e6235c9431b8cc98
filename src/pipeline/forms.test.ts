import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEntry, readZipDirectory, writeStoredZip } from '../formats/containers/index.ts';
import { memorySource } from '../formats/index.ts';
import type { ByteSource } from '../model/index.ts';
import type { Report } from '../report/index.ts';
import type { HostFile, Pipeline, Result } from './Pipeline.ts';
import { fixtureFile, OPTIONS, testPipeline } from './testing.ts';

const options = { ...OPTIONS, backend: 'cpu' } as const;
const ALL = readdirSync(new URL('../../fixtures/forms/', import.meta.url)).filter((name) =>
  /\.(keras|zip)$/.test(name),
);
const formsOf = (model: string): string[] => ALL.filter((name) => name.startsWith(`${model}-`));

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}

async function opened(a: string): Promise<Pipeline> {
  const pipeline = testPipeline();
  unwrap(await pipeline.open('a', [fixtureFile(`forms/${a}`)]));
  return pipeline;
}

/** What differs between two reports of one model, beyond nothing. */
function verdictOf({ verdict, findings, runs: [run] }: Report): unknown[] {
  const told = verdict === 'identical' ? 'equivalent' : verdict;
  return [told, findings.map(({ title }) => title), run?.coverage.executed === run?.coverage.total];
}

describe.each(ALL)('%s', (a) => {
  const forms = formsOf(a.slice(0, a.indexOf('-')));
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await opened(a);
  });

  it.each(forms.slice(forms.indexOf(a)))('is the same model as %s', async (b) => {
    unwrap(await pipeline.open('b', [fixtureFile(`forms/${b}`)]));
    expect(verdictOf(unwrap(await pipeline.compare(options, {})))).toEqual(['equivalent', [], true]);
  });

  it('never differs from the archive when only the files are compared', async () => {
    unwrap(await pipeline.open('b', [fixtureFile(`forms/${a.slice(0, a.indexOf('-'))}-archive.keras`)]));
    const { verdict } = unwrap(await pipeline.compare({ ...options, run: false }, {}));
    expect(verdict).toMatch(/^(identical|equivalent|inconclusive)$/);
  });
});

/** Their keys are of nobody's making: which recorded output is which cannot be known. */
const KEYED = /frozen|graph/;

describe('answers what TensorFlow answered', () => {
  it.each(ALL.filter((name) => !KEYED.test(name)))('%s', async (name) => {
    const pipeline = await opened(name);
    unwrap(await pipeline.open('reference', [fixtureFile(`forms/${name.slice(0, name.indexOf('-'))}.npz`)]));
    const report = unwrap(await pipeline.compare(options, {}));
    expect(report.verdict).toBe('equivalent');
    for (const { maxAbs } of report.runs[0]?.outputs ?? []) expect(maxAbs).toBeLessThan(1e-6);
  });

  it.each(ALL.filter((name) => KEYED.test(name)))(
    '%s, if somebody says which output is which',
    async (name) => {
      const pipeline = await opened(name);
      unwrap(await pipeline.open('reference', [fixtureFile('forms/pair.npz')]));
      const result = await pipeline.compare(options, {});
      expect(result.ok ? '' : result.failure.message).toMatch(/name the arrays (a, b|Identity, Identity_1)/);
    },
  );
});

/** A zip with one of its files changed, or left out. */
async function changed(
  name: string,
  member: string,
  change: (text: string) => string | null,
): Promise<HostFile> {
  const archive = fixtureFile(`forms/${name}`).blob as ByteSource;
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const entry of readZipDirectory(archive)) {
    const source = await openEntry(archive, entry);
    const bytes = new Uint8Array(await source.read(0, source.size));
    const text = entry.name === member ? change(new TextDecoder().decode(bytes)) : undefined;
    if (text !== null)
      files.push({ name: entry.name, bytes: text === undefined ? bytes : new TextEncoder().encode(text) });
  }
  return { name, path: name, blob: memorySource(name, writeStoredZip(files)) };
}

describe('The same weights in another architecture', () => {
  it.each(['pair-weights.zip', 'pair-shards.zip', 'pair-checkpoint.zip', 'pair-saver.zip'])(
    'are another model: %s',
    async (name) => {
      const pipeline = await opened(name);
      const other = await changed(name, 'architecture.json', (text) => text.replace('"elu"', '"relu"'));
      unwrap(await pipeline.open('b', [other]));
      const report = unwrap(await pipeline.compare(options, {}));
      expect(report.verdict).toBe('different');
      expect(report.a.sha256).not.toBe(report.b?.sha256);
      expect(report.findings.flatMap(({ where }) => where)).toEqual(['block/wide']);
    },
  );
});

describe('Weights without an architecture', () => {
  const bare = (name: string): Promise<HostFile> => changed(name, 'architecture.json', () => null);

  it.each([
    ['pair-weights.zip', 'pair-checkpoint.zip'],
    ['pair-saver.zip', 'pair-weights.zip'],
  ])('of two layouts have no names in common, which is no difference: %s and %s', async (a, b) => {
    const pipeline = testPipeline();
    unwrap(await pipeline.open('a', [await bare(a)]));
    unwrap(await pipeline.open('b', [await bare(b)]));
    const report = unwrap(await pipeline.compare(options, {}));
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain('holds no architecture');
    expect(report.findings).toEqual([]);
  });
});
