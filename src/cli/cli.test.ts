import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource, openArrays, writeNpz } from '../formats/index.ts';
import { type Tensor, toFloat64 } from '../model/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'twinspect-'));

/** Runs the command line as a user would. */
function twinspect(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'bin/twinspect.mjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
}

const pair = (id: string, a: string, b: string): string[] => [
  `fixtures/pairs/${id}/${a}`,
  `fixtures/pairs/${id}/${b}`,
];

beforeAll(() => {
  expect(twinspect('--version').stdout).toMatch(/^twinspect@/);
}, 120_000);

describe('the exit status', () => {
  it('is 0 for the same model saved twice', () => {
    expect(twinspect(...pair('saved-twice', 'a.keras', 'b.keras')).status).toBe(0);
  });

  it('is 1 for another epsilon', () => {
    expect(twinspect(...pair('c27-epsilon', 'a.keras', 'b.keras')).status).toBe(1);
  });

  it('is 1 with --fail-on any when something harmless is stored differently', () => {
    const models = pair('dropout-rate', 'a.keras', 'b.keras');
    expect(twinspect(...models).status).toBe(0);
    expect(twinspect(...models, '--fail-on', 'any').status).toBe(1);
  });

  it('is 2 for a damaged file, with one plain message and an error document', () => {
    const json = join(folder, 'trouble.json');
    const done = twinspect('fixtures/broken/cut-50.keras', 'fixtures/broken/cut-50.keras', '--json', json);
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('The end of the archive is missing');
    expect(done.stderr).not.toMatch(/\n\s+at /);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      schema: 1,
      error: { code: 'truncated', file: 'fixtures/broken/cut-50.keras' },
    });
  });

  it('is 2 for options that need what is not there, by name', () => {
    const done = twinspect(...pair('saved-twice', 'a.keras', 'b.keras'), '--repair', 'x.keras');
    expect([done.status, done.stderr]).toEqual([
      2,
      'the command line: --repair: No corrected file can be written yet.\n',
    ]);
  });

  it('is 3 when a Lambda hides what the model computes', () => {
    expect(
      twinspect('fixtures/good/lambda-layer-k315-v3.keras', 'fixtures/good/lambda-layer-k215-v3.keras')
        .status,
    ).toBe(3);
  });
});

describe('the output', () => {
  it('is nothing but JSON with --json -', () => {
    const done = twinspect(...pair('c27-epsilon', 'a.keras', 'b.keras'), '--json', '-');
    expect(JSON.parse(done.stdout)).toMatchObject({ schema: 1, verdict: 'different' });
    expect(done.stderr).toBe('');
  });

  it('of run holds outputs and layers under the names of the contract', async () => {
    const out = join(folder, 'out.npz');
    const done = twinspect(
      'run',
      'fixtures/good/cnn-k315-v3.keras',
      '--inputs',
      'fixtures/good/cnn-k315-v3.npz',
      '--out',
      out,
      '--layers',
    );
    expect(done.status, done.stderr).toBe(0);
    const arrays = await openArrays(memorySource('out.npz', readFileSync(out)));
    expect([...arrays.keys()]).toEqual(
      expect.arrayContaining(['output:0', 'layer:bn_full', 'layer:probabilities']),
    );
  });

  it('of run refuses a model that cannot be run completely, naming the layer', () => {
    const done = twinspect(
      'run',
      'fixtures/good/custom-layer-k315-v3.keras',
      '--inputs',
      'fixtures/good/custom-layer-k315-v3.npz',
      '--out',
      join(folder, 'none.npz'),
    );
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('`own`');
  });

  it('of run computes a custom layer with the code that it is given', async () => {
    const out = join(folder, 'custom.npz');
    const recorded = 'fixtures/good/custom-layer-k315-v3.npz';
    const run = (custom: string) =>
      twinspect(
        ...['run', 'fixtures/good/custom-layer-k315-v3.keras', '--inputs', recorded, '--out', out],
        ...['--layers', '--custom', custom],
      );
    const done = run('src/cli/testdata/layers.mjs');
    expect(done.status, done.stderr).toBe(0);
    const got = await openArrays(memorySource('out.npz', readFileSync(out)));
    const wanted = await openArrays(memorySource('wanted.npz', readFileSync(recorded)));
    for (const name of ['layer:before', 'output:0']) {
      const [mine, theirs] = [got, wanted].map((arrays) => toFloat64(arrays.get(name) as Tensor));
      theirs?.forEach((value, i) => {
        expect(mine?.[i]).toBeCloseTo(value, 5);
      });
    }
    const wrong = run('src/cli/testdata/wrongLayers.mjs');
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('must return one tensor');
    expect(run('none.mjs').stderr).toContain('There is no file none.mjs');
  });

  it('takes the recorded output of a layer that cannot be computed, and says so', async () => {
    const file = 'fixtures/good/custom-layer-k315-v3.npz';
    const wanted = await openArrays(memorySource('wanted.npz', readFileSync(file)));
    const out = join(folder, 'own.npz');
    twinspect(
      ...['run', 'fixtures/good/custom-layer-k315-v3.keras', '--inputs', file, '--out', out],
      ...['--layers', '--custom', 'src/cli/testdata/layers.mjs'],
    );
    const own = (await openArrays(memorySource('own.npz', readFileSync(out)))).get('layer:own') as Tensor;
    const reference = join(folder, 'reference.npz');
    const arrays = [
      ['x', wanted.get('input:x')],
      ['y', wanted.get('output:0')],
      ['layer:own', own],
    ] as const;
    writeFileSync(reference, writeNpz(arrays.map(([name, it]) => [name, it as Tensor] as const)));
    const done = twinspect('fixtures/good/custom-layer-k315-v3.keras', '--reference', reference);
    expect(done.stdout).toContain('`own` was not computed: its recorded output in reference.npz was taken.');
    expect(done.stdout).toContain('The model predicts what was recorded');
    expect(done.status).toBe(0);
  });

  it('says in the report which layers ran with supplied code', () => {
    const model = 'fixtures/good/custom-layer-k315-v3.keras';
    const done = twinspect(
      model,
      'fixtures/good/custom-layer-k215-v3.keras',
      '--custom',
      'src/cli/testdata/layers.mjs',
    );
    expect(done.stdout).toContain('`own` (ScaleAndShift) runs with code from layers.mjs');
  });

  it('of show lists layers and variables', () => {
    const done = twinspect('show', 'fixtures/good/cnn-k315-v3.keras');
    expect(done.stdout).toContain('conv_same/kernel');
    expect(done.status).toBe(0);
  });
});

describe('load', () => {
  const [weights, into] = pair('c03-frozen-nested', 'a.h5', 'b.h5') as [string, string];

  it('says in plain words which variables get the values of others', () => {
    const done = twinspect('load', weights, '--into', into);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('a.h5 into b.h5, as Keras 3.15 loads it');
    expect(done.stdout).toContain('2 of 6 variables loaded, 4 from elsewhere');
    expect(done.stdout).toContain('  elsewhere  block/d1/kernel <- block/d2/kernel\n');
  });

  it('writes one row for each route, for the Keras that is asked for', () => {
    const done = twinspect('load', weights, '--into', into, '--keras', '2.15', '--json', '-');
    const { routes, ...rest } = JSON.parse(done.stdout);
    expect(rest).toEqual({ schema: 1, weights: 'a.h5', into: 'b.h5' });
    expect(routes).toHaveLength(8);
    expect(routes[1]).toMatchObject({
      route: 'topological-skip-mismatch',
      keras: '2.15',
      outcome: 'error',
      error: 'When calling model.load_weights, skip_mismatch can only be set to True when by_name is True.',
    });
    expect(routes[4]).toEqual({
      ...{
        route: 'keras3',
        keras: '2.15',
        outcome: 'not-applicable',
        error: null,
        variables: [],
        unused: [],
      },
    });
  });

  it('is trouble without a model, with one of no architecture, and with another Keras', () => {
    expect(twinspect('load', weights).stderr).toContain('load needs --into MODEL.');
    const bare = 'fixtures/good/nested-k315-weights.weights.h5';
    const done = twinspect('load', weights, '--into', bare);
    expect([done.status, done.stderr]).toEqual([2, expect.stringContaining('no architecture')]);
    expect(twinspect('load', weights, '--into', into, '--keras', '1').stderr).toContain(
      '--keras is one of 2.15, 3.15, not "1"',
    );
  });
});
