import { readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileSet, memorySource, openArrays, openModel, operationsOf, singleFile } from '../formats/index.ts';
import { type FileSet, type OpenModel, type Tensor, toFloat64 } from '../model/index.ts';
import { parseReport, type Report, toJson } from '../report/index.ts';
import { type Backend, configureBackends, readSamples, runModel, switchBackend } from '../run/index.ts';
import type { Result } from './Pipeline.ts';
import { runnable } from './runnable.ts';
import { fixtureFile, OPTIONS, testHost, testPipeline } from './testing.ts';

const FOLDER = 'tensorflow-runs/';
const ROOT = new URL(`../../fixtures/${FOLDER}`, import.meta.url);
const read = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, ROOT)));
const recorded = readdirSync(ROOT).flatMap((name) => (name.endsWith('.zip') ? [name.slice(0, -4)] : []));
/** What stops, and why. */
const STOPS: Readonly<Record<string, RegExp>> = {
  'counter.k215': /changes this variable before it reads it/,
  'flips.k315': /draws random numbers/,
  'dropping.k215': /draws random numbers/,
  'dropping.k315': /draws random numbers/,
};

/** The model as TensorFlow would run it, even where Keras describes its layers. */
async function opened(files: FileSet): Promise<OpenModel> {
  const model = await openModel(files);
  return (await operationsOf(model)) ?? model;
}

const savedModel = (name: string): Promise<OpenModel> =>
  opened(singleFile(memorySource(`${name}.zip`, read(`${name}.zip`))));

function graphModel(name: string): Promise<OpenModel> {
  const names = readdirSync(new URL(`graphs/${name}/`, ROOT));
  const files = names.map((path) => {
    const bytes = read(`graphs/${name}/${path}`);
    return { path, size: bytes.length, open: () => memorySource(path, bytes) };
  });
  return opened(fileSet(name, files));
}

/** Arrays of a recording under the names that a signature gives them. */
function under(arrays: ReadonlyMap<string, Tensor>, prefix: string): Map<string, Tensor> {
  const own = [...arrays].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** The largest gap to what TensorFlow answered, as a share of the largest answer; why it stopped, if it did. */
async function gapTo(
  model: OpenModel,
  recording: string,
  backend: Backend,
): Promise<{ gap: number; stop: string | null }> {
  const arrays = await openArrays(memorySource(`${recording}.npz`, read(`${recording}.npz`)));
  const run = runnable(model);
  if (!run) throw new Error(JSON.stringify(model.artifact.graph));
  const samples = readSamples(run, under(arrays, 'x.'), recording);
  await switchBackend(backend);
  const before = tf.memory().numTensors;
  const { arrays: answers, stoppedAt } = await runModel(run, samples, { backend, keep: 'outputs' });
  expect(tf.memory().numTensors).toBe(before);
  const wanted = under(arrays, 'y.');
  const gaps = run.graph.outputs.map((port, i) => {
    const answer = answers.find(({ name }) => name === `output:${i}`)?.tensor;
    const expected = wanted.get(port.name) as Tensor;
    return answer && answer.shape.join() === expected.shape.join()
      ? gapOf(answer, expected)
      : Number.POSITIVE_INFINITY;
  });
  expect(gaps).toHaveLength(wanted.size);
  return { gap: Math.max(...gaps), stop: stoppedAt?.because ?? null };
}

function gapOf(answer: Tensor, expected: Tensor): number {
  const [mine, theirs] = [toFloat64(answer) ?? [], toFloat64(expected) ?? []];
  const largest = Math.max(1e-30, ...Array.from(theirs, Math.abs));
  return (
    Math.max(...Array.from(theirs, (value, i) => Math.abs(value - (mine[i] ?? Number.POSITIVE_INFINITY)))) /
    largest
  );
}

beforeAll(() => configureBackends({ wasmPaths: testHost().wasmUrls }));

describe.each(['cpu', 'wasm'] as const)('TensorFlow graphs on %s', (backend) => {
  it.each(recorded.filter((name) => !(name in STOPS)))('%s answers as TensorFlow does', async (name) => {
    const { gap, stop } = await gapTo(await savedModel(name), name, backend);
    expect(stop).toBeNull();
    expect(gap).toBeLessThan(1e-5);
  });

  it.each(readdirSync(new URL('graphs/', ROOT)))(
    'the graph-model of %s answers as TensorFlow does',
    async (name) => {
      const { gap, stop } = await gapTo(await graphModel(name), `${name.split('.')[0]}.k215`, backend);
      expect(stop).toBeNull();
      expect(gap).toBeLessThan(1e-5);
    },
  );

  it('a branch is taken as the values say', async () => {
    const model = await savedModel('branches.k215');
    for (const recording of ['branches.k215.1', 'branches.k215.2'])
      expect((await gapTo(model, recording, backend)).gap).toBeLessThan(1e-5);
  });
});

describe('a graph that was traced in training mode', () => {
  it('is told from the Keras layers beside it, which predict', async () => {
    const report = await compare('learning.k215.zip', 'learning.k315.zip');
    expect(report.findings.map(({ cause, where }) => [cause, where])).toContainEqual([
      'C48',
      ['norm', 'flatnorm'],
    ]);
    const note = report.a?.notes.find(({ code }) => code === 'engines-disagree');
    expect(note?.message).toContain('the graph was traced in training mode');
  });
});

describe('a graph that cannot be computed truly', () => {
  it.each(Object.entries(STOPS))('%s stops and says why', async (name, because) => {
    const { gap, stop } = await gapTo(await savedModel(name), name, 'cpu');
    expect(stop).toMatch(because);
    expect(gap).toBe(Number.POSITIVE_INFINITY);
  });

  it('tells of random numbers when it is opened', async () => {
    const { artifact } = await savedModel('flips.k315');
    expect(artifact.notes.map(({ code }) => code)).toContain('random-inference');
  });
});

/** Compares two recorded files. */
async function compare(a: string, b: string): Promise<Report> {
  const pipeline = testPipeline();
  unwrap(await pipeline.open('a', [fixtureFile(FOLDER + a)]));
  unwrap(await pipeline.open('b', [fixtureFile(FOLDER + b)]));
  return unwrap(await pipeline.compare(OPTIONS, {}));
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.message);
}

describe('a Keras 3 export beside the archive of the same model', () => {
  it.each(['cnn', 'lstm', 'attention', 'nested'])(
    '%s: every layer has its counterpart and answers alike',
    async (name) => {
      const report = await compare(`${name}.k315.keras`, `${name}.k315.zip`);
      expect(report.verdict).toBe('equivalent');
      expect(report.findings).toEqual([]);
      const [run] = report.runs;
      expect(run?.coverage.executed).toBe(run?.coverage.total);
      const together = run?.layers.filter(({ a, b }) => a !== null && b !== null) ?? [];
      expect(together.length).toBeGreaterThan(2);
      expect(together.every(({ verdict }) => verdict === 'equal' || verdict === 'noise')).toBe(true);
    },
  );
});

describe('a layer whose weights were changed', () => {
  it('is where an export parts from the archive, and undoing it proves it', async () => {
    const report = await compare('cnn.k315.keras', 'retrained.k315.zip');
    expect(report.verdict).toBe('different');
    expect(report.runs[0]?.layers.filter(({ verdict }) => verdict === 'born').map(({ a }) => a)).toEqual([
      'hidden',
    ]);
    expect(report.findings[0]?.where).toEqual(['hidden/kernel']);
    expect(report.findings[0]?.grade).toBe('proven');
    expect(parseReport(toJson(report)).layers).toEqual(report.layers);
  });
});

describe('a SavedModel that describes Keras’ layers', () => {
  it('is run both ways, which agree', async () => {
    const report = await compare('cnn.k315.keras', 'cnn.k215.zip');
    expect(report.verdict).toBe('equivalent');
    expect(report.b?.notes.map(({ code }) => code)).toContain('engines-agree');
  });
});

describe('a SavedModel with layers of somebody’s own code', () => {
  it('is run as what was traced of them, without asking for the code', async () => {
    const model = await openModel(singleFile(memorySource('own.k215.zip', read('own.k215.zip'))));
    expect(model.artifact.layers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['first', 'twisted', 'squared', 'last']),
    );
    const { gap, stop } = await gapTo(model, 'own.k215', 'cpu');
    expect(stop).toBeNull();
    expect(gap).toBeLessThan(1e-5);
  });
});

describe('a SavedModel whose vocabularies stand in tables', () => {
  it.each(['words', 'sentences'])(
    '%s runs as TensorFlow runs it, beside the export of the same model',
    async (name) => {
      const report = await compare(`${name}.k215.zip`, `${name}.k315.zip`);
      expect(report.verdict).toBe('equivalent');
      expect(report.runs[0]?.coverage.executed).toBe(report.runs[0]?.coverage.total);
    },
  );
});

describe('a graph model that the converter folded', () => {
  it('is equivalent to the model that it was made of, and says that it is folded', async () => {
    const pipeline = testPipeline();
    const names = readdirSync(new URL('graphs/cnn/', ROOT));
    const files = names.map((name) => ({
      ...fixtureFile(`${FOLDER}graphs/cnn/${name}`),
      path: `cnn/${name}`,
    }));
    unwrap(await pipeline.open('a', [fixtureFile(`${FOLDER}cnn.k315.keras`)]));
    unwrap(await pipeline.open('b', files));
    const report = unwrap(await pipeline.compare(OPTIONS, {}));
    expect(report.verdict).toBe('equivalent');
    expect(report.findings).toEqual([]);
    expect(report.b?.notes.map(({ code }) => code)).toContain('folded');
    const hidden = report.variables.find(({ a }) => a === 'hidden/kernel');
    expect(hidden?.status).toBe('identical');
  });
});
