import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'twinspect-converted-'));
const at = (name: string): string => `fixtures/converted/${name}`;

/** Runs the command line as a user would. */
function twinspect(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'bin/twinspect.mjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
}

beforeAll(() => {
  expect(twinspect('--version').stdout).toMatch(/^twinspect@/);
}, 120_000);

describe('a converted model on the command line', () => {
  it.each(['mlp.k315.onnx', 'mlp-float.k315.tflite'])('%s is compared, and inconclusive', (name) => {
    const done = twinspect(at('mlp.k315.keras'), at(name), '--json', '-');
    expect(done.status, done.stderr).toBe(3);
    const report = JSON.parse(done.stdout);
    expect(report.headline).toContain('6 of the 6 weight tensors');
    expect(report.b).toMatchObject({ runs: { can: false } });
  });

  it('is shown: its operations, its weights, who wrote it', () => {
    const { status, stdout } = twinspect('show', at('hand-external/hand.onnx'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/conv {2}Conv/);
    expect(stdout).toMatch(/conv\/kernel {2}float32 \[4, 3, 2, 2\]/);
    expect(stdout).toContain('Written by hand');
  });

  it('cannot be run, and says so', () => {
    const inputs = join(folder, 'x.csv');
    writeFileSync(inputs, '1,2,3,4,5,6,7\n');
    const done = twinspect('run', at('mlp.k315.onnx'), '--inputs', inputs, '--out', join(folder, 'y.npz'));
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('ONNX models are not run here');
  });
});

describe('safetensors on the command line', () => {
  it('takes the architecture of the other side, whichever that is', () => {
    const done = twinspect(at('nested-paths.safetensors'), at('nested.k315.keras'), '--json', '-');
    expect(done.status, done.stderr).toBe(0);
    expect(JSON.parse(done.stdout).verdict).toBe('equivalent');
  });

  it('are named where loading them is asked for, which no Keras route does', () => {
    const weights = at('nested-paths.safetensors');
    const done = twinspect('load', weights, '--into', at('nested.k315.keras'), '--json', '-');
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(
      /^fixtures\/converted\/nested-paths\.safetensors: nested-paths\.safetensors \(safetensors\) is not a file/,
    );
    expect(JSON.parse(done.stdout).error.file).toBe(weights);
  });

  it('that differ in one value are different, and where is told', () => {
    const bytes = new Uint8Array(readFileSync(join(root, at('nested-paths.safetensors'))));
    bytes[bytes.length - 2] = (bytes.at(-2) as number) ^ 1;
    const changed = join(folder, 'changed.safetensors');
    writeFileSync(changed, bytes);
    const done = twinspect(at('nested-paths.safetensors'), changed, '--json', '-');
    expect(done.status, done.stderr).toBe(1);
    const { variables } = JSON.parse(done.stdout);
    expect(variables.filter(({ status }: { status: string }) => status !== 'identical')).toHaveLength(1);
  });
});

describe('what is no model', () => {
  it.each([
    ['fixtures/pictures/rgb.png', /PNG picture.*--inputs/],
    ['fixtures/pictures/lossy.webp', /WebP picture.*--inputs/],
    ['fixtures/good/mlp-k315-v3.npz', /NumPy archive.*--inputs/],
    ['fixtures/broken/pickled.h5', /pickle.*--scaler/],
  ])('%s is refused with what it is for', (path, message) => {
    const done = twinspect('show', path);
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(message);
  });
});
