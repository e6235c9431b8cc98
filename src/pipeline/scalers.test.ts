import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource, openArrays } from '../formats/index.ts';
import { type ByteSource, type Tensor, toFloat64 } from '../model/index.ts';
import {
  parseReport,
  type Report,
  redact,
  toHtml,
  toJson,
  toJunit,
  toMarkdown,
  toText,
} from '../report/index.ts';
import type { CompareOptions, Result, Slot } from './Pipeline.ts';
import { fixtureFile, OPTIONS, testPipeline } from './testing.ts';

const FOLDER = 'preprocess/pairs/';
const [RAW, SCALED, STANDARD] = ['raw.keras', 'scaled.keras', 'standard.joblib'] as const;

/** Gaps that Keras and scikit-learn themselves give. */
const EXPECTED = JSON.parse(
  readFileSync(new URL(`../../fixtures/${FOLDER}expected.json`, import.meta.url), 'utf8'),
) as Readonly<Record<'with' | 'without' | 'twice', number>>;

type Files = Readonly<Partial<Record<Slot, string>>>;

async function result(files: Files, options: CompareOptions = OPTIONS): Promise<Result<Report>> {
  const pipeline = testPipeline();
  for (const [slot, name] of Object.entries(files)) {
    const opened = await pipeline.open(slot as Slot, [fixtureFile(FOLDER + name)]);
    if (!opened.ok) return opened;
  }
  return pipeline.compare(options, {});
}

async function compared(files: Files, options?: CompareOptions): Promise<Report> {
  const done = await result(files, options);
  if (done.ok) return done.value;
  throw new Error(done.failure.message);
}

async function refusal(files: Files, options?: CompareOptions): Promise<string> {
  const done = await result(files, options);
  return done.ok ? 'nothing was refused' : done.failure.message;
}

const gapsOf = ({ runs }: Report): (number | undefined)[] => runs.map(({ outputs }) => outputs[0]?.maxAbs);

describe('preprocessing that one side needs', () => {
  const files: Files = { a: RAW, b: SCALED, 'scaler-b': STANDARD, inputs: 'samples.npz' };

  it('makes the two agree, is told as proven, and the gap without it is what Keras gives', async () => {
    const report = await compared(files);
    expect(report.verdict).toBe('equivalent');
    expect(report.headline).toBe("With B's StandardScaler, the two models agree; without it they do not.");
    expect(report.findings[0]).toMatchObject({ cause: 'C43', slug: 'external-scaler', grade: 'proven' });
    expect(report.runs.map(({ inputs }) => inputs.through)).toEqual([
      { a: null, b: 'StandardScaler' },
      { a: null, b: null },
    ]);
    const [withIt, without] = gapsOf(report);
    expect(withIt).toBeLessThan(1e-6);
    expect(without).toBeCloseTo(EXPECTED.without, 5);
    expect(report.settings.scalers).toEqual({
      a: null,
      b: expect.stringMatching(/^StandardScaler \(standard\.joblib, scikit-learn 1\.\d+\.\d+\)$/),
    });
  });

  it('is drawn where the preprocessing was fitted when no samples are given', async () => {
    const report = await compared({ a: RAW, b: SCALED, 'scaler-b': STANDARD });
    expect(report.verdict).toBe('equivalent');
    expect(report.runs[0]?.inputs.source).toBe('generated, seed 0');
  });

  it('goes with its side when the two change places', async () => {
    const pipeline = testPipeline();
    for (const [slot, name] of Object.entries(files))
      await pipeline.open(slot as Slot, [fixtureFile(FOLDER + name)]);
    await pipeline.swap();
    const done = await pipeline.compare(OPTIONS, {});
    expect(done.ok && done.value.headline).toContain("With A's StandardScaler, the two models agree");
  });

  it('says what a layer put out for what its side was really fed with', async () => {
    const pipeline = testPipeline();
    for (const [slot, name] of Object.entries(files))
      await pipeline.open(slot as Slot, [fixtureFile(FOLDER + name)]);
    await pipeline.compare(OPTIONS, {});
    const shown = await pipeline.activation(0, 0);
    if (!shown.ok) throw new Error(shown.failure.message);
    shown.value.a.forEach((value, i) => {
      expect(shown.value.b[i]).toBeCloseTo(value, 4);
    });
  });

  it('is in every form of the report, and reading it back gives the same', async () => {
    const report = await compared(files);
    for (const form of [toText(report), toMarkdown(report), toHtml(report)])
      expect(form).toContain('as they are, without the scalers');
    expect(toJunit(report)).toContain('<testsuite name="predictions" tests="1" failures="0"');
    const again = parseReport(toJson(report));
    expect(again).toMatchObject({ settings: report.settings, runs: report.runs });
  });

  it('leaves no name of its file in a report without file names', async () => {
    const report = redact(await compared(files), { names: false, paths: true, samples: false });
    expect(toJson(report)).not.toContain('standard.joblib');
  });
});

describe('preprocessing that changes what agreed', () => {
  it('is told as what makes them differ, even for one file', async () => {
    const report = await compared({ a: SCALED, b: SCALED, 'scaler-b': STANDARD, inputs: 'samples.npz' });
    expect(report.verdict).toBe('different');
    expect(report.headline).toBe("Without B's StandardScaler, the two models agree; with it they do not.");
    expect(gapsOf(report)[0]).toBeCloseTo(EXPECTED.twice, 5);
    expect(gapsOf(report)[1]).toBe(0);
    expect(report.runs[0]?.layers.find(({ verdict }) => verdict === 'born')).toBeUndefined();
  });
});

describe('preprocessing that explains nothing', () => {
  it('gives no finding where the two agree either way', async () => {
    const report = await compared({ a: SCALED, b: SCALED, 'scaler-a': STANDARD, 'scaler-b': STANDARD });
    expect([report.verdict, report.findings]).toEqual(['equivalent', []]);
  });

  it('gives no finding where the two differ either way', async () => {
    const report = await compared({ a: RAW, b: SCALED, 'scaler-b': 'minmax.pkl', inputs: 'samples.npz' });
    expect(report.verdict).toBe('different');
    expect(report.findings.filter(({ cause }) => cause === 'C43')).toEqual([]);
  });
});

describe('one model against recorded predictions', () => {
  it('agrees through its preprocessing, and without it not', async () => {
    const report = await compared({ a: SCALED, reference: 'recorded.npz', 'scaler-a': STANDARD });
    expect([report.verdict, report.findings[0]?.cause]).toEqual(['equivalent', 'C43']);
    expect(gapsOf(report)[1]).toBeCloseTo(EXPECTED.twice, 5);
  });

  it('takes preprocessing that changes the number of columns, and says that without it nothing can be run', async () => {
    const report = await compared({
      a: 'wide.keras',
      reference: 'wide-recorded.npz',
      'scaler-a': 'columns.joblib',
    });
    expect([report.verdict, report.runs.length]).toEqual(['equivalent', 1]);
    expect(report.a.notes.map(({ message }) => message).join(' ')).toContain(
      'without the preprocessing cannot be told',
    );
  });
});

describe('preprocessing that does not fit', () => {
  it.each<[string, Files, CompareOptions, string]>([
    [
      'without a run',
      { a: RAW, b: SCALED, 'scaler-b': STANDARD },
      { ...OPTIONS, run: false },
      'leave out --no-run',
    ],
    [
      'before several inputs',
      { a: 'two-tables.keras', b: 'two-tables.keras', 'scaler-a': STANDARD },
      OPTIONS,
      'several inputs of numbers',
    ],
    [
      'for samples of another width',
      { a: RAW, b: SCALED, 'scaler-b': 'columns.joblib', inputs: 'samples.npz' },
      OPTIONS,
      'was fitted on 3 columns; the samples have 4',
    ],
    [
      'for a model of another width',
      { a: 'wide.keras', b: 'wide.keras', 'scaler-b': STANDARD },
      OPTIONS,
      'makes 4 columns of 4; B takes 5',
    ],
    ['as a model', { a: STANDARD }, OPTIONS, 'pickle'],
    ['that is a model', { 'scaler-a': SCALED }, OPTIONS, 'This is no preprocessing file'],
    [
      'as that of B where there is no B',
      { a: SCALED, reference: 'recorded.npz', 'scaler-b': STANDARD },
      OPTIONS,
      'There is one model, A',
    ],
  ])('is refused by name: %s', async (_, files, options, says) => {
    expect(await refusal(files, options)).toContain(says);
  });

  it('takes the columns of a table with a header, whatever they are called, as the same array without one', async () => {
    const recorded = await openArrays(fixtureFile(`${FOLDER}wide-recorded.npz`).blob as ByteSource);
    const x = recorded.get('x') as Tensor;
    const rows = [...(toFloat64(x) ?? [])].map((value, i) => `${value}${i % 3 === 2 ? '\n' : ','}`);
    const hashes: string[] = [];
    for (const header of ['', 'age,height,colour\n']) {
      const pipeline = testPipeline();
      await pipeline.open('a', [fixtureFile(`${FOLDER}wide.keras`)]);
      await pipeline.open('b', [fixtureFile(`${FOLDER}wide.keras`)]);
      await pipeline.open('scaler-a', [fixtureFile(`${FOLDER}columns.joblib`)]);
      await pipeline.open('scaler-b', [fixtureFile(`${FOLDER}columns.joblib`)]);
      const blob = memorySource('samples.csv', new TextEncoder().encode(header + rows.join('')));
      await pipeline.open('inputs', [{ name: 'samples.csv', path: 'samples.csv', blob }]);
      const done = await pipeline.compare(OPTIONS, {});
      if (!done.ok) throw new Error(done.failure.message);
      hashes.push(done.value.runs[0]?.inputs.sha256 ?? '');
    }
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[1]).toBe(hashes[0]);
  });

  it('stands before the only table where a model has other inputs too', async () => {
    const report = await compared({ a: 'two-inputs.keras', b: 'two-inputs.keras', 'scaler-a': STANDARD });
    expect(report.headline).toContain("Without A's StandardScaler");
  });
});
