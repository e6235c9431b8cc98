import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource, openArrays } from '../formats/index.ts';
import { type Tensor, toFloat64 } from '../model/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'twinspect-scalers-'));
const at = (name: string): string => `fixtures/preprocess/pairs/${name}`;
const [RAW, SCALED, STANDARD] = [at('raw.keras'), at('scaled.keras'), at('standard.joblib')];

/** Runs the command line as a user would. */
function twinspect(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'bin/twinspect.mjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
}

const arraysOf = (path: string) => openArrays(memorySource(path, new Uint8Array(readFileSync(path))));

beforeAll(() => {
  expect(twinspect('--version').stdout).toMatch(/^twinspect@/);
}, 120_000);

describe('--scaler-a, --scaler-b and --scaler', () => {
  it('make two models agree that do not agree without', () => {
    const json = join(folder, 'report.json');
    const inputs = ['--inputs', at('samples.npz')];
    expect(twinspect(RAW, SCALED, ...inputs).status).toBe(1);
    const done = twinspect(RAW, SCALED, ...inputs, '--scaler-b', STANDARD, '--json', json);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain("With B's StandardScaler, the two models agree; without it they do not.");
    expect(done.stdout).toContain('as they are, without the scalers');
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      runs: unknown[];
      findings: { cause: string }[];
    };
    expect([report.runs.length, report.findings[0]?.cause]).toEqual([2, 'C43']);
  });

  it('make one file differ from itself', () => {
    const done = twinspect(SCALED, SCALED, '--inputs', at('samples.npz'), '--scaler-a', STANDARD);
    expect(done.status).toBe(1);
    expect(done.stdout).toContain("Without A's StandardScaler, the two models agree; with it they do not.");
  });

  it('stand before one model with recorded predictions', () => {
    const reference = ['--reference', at('recorded.npz')];
    expect(twinspect(SCALED, ...reference).status).toBe(1);
    expect(twinspect(SCALED, ...reference, '--scaler', STANDARD).status).toBe(0);
    expect(twinspect(SCALED, ...reference, '--scaler', at('minmax.pkl')).status).toBe(1);
    expect(
      twinspect(at('wide.keras'), '--reference', at('wide-recorded.npz'), '--scaler', at('columns.joblib'))
        .status,
    ).toBe(0);
  });

  it('stand before a model that is only run', async () => {
    const out = join(folder, 'out.npz');
    const done = twinspect('run', SCALED, '--inputs', at('recorded.npz'), '--scaler', STANDARD, '--out', out);
    expect([done.status, done.stderr]).toEqual([0, '']);
    const wanted = toFloat64((await arraysOf(join(root, at('recorded.npz')))).get('y') as Tensor) ?? [];
    const got = toFloat64((await arraysOf(out)).get('output:0') as Tensor) ?? [];
    expect(got.length).toBe(wanted.length);
    got.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] as number, 5);
    });
  });

  it.each([
    ['--scaler: with two models, say whose', [RAW, SCALED, '--scaler', STANDARD]],
    [
      '--scaler-a and --scaler-b are for two models',
      [SCALED, '--reference', at('recorded.npz'), '--scaler-b', STANDARD],
    ],
    ['leave out --no-run', [RAW, SCALED, '--scaler-b', STANDARD, '--no-run']],
    ['There is no file nowhere.pkl', [RAW, SCALED, '--scaler-b', 'nowhere.pkl']],
    ['This is no preprocessing file', [RAW, SCALED, '--scaler-b', SCALED]],
    [
      'was fitted on 3 columns',
      [RAW, SCALED, '--scaler-b', at('columns.joblib'), '--inputs', at('samples.npz')],
    ],
  ])('are refused by name: %s', (says, args) => {
    const done = twinspect(...args);
    expect([done.status, done.stdout]).toEqual([2, '']);
    expect(done.stderr).toContain(says);
  });
});
