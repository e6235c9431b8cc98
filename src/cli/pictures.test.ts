import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeStoredZip } from '../formats/containers/index.ts';
import { memorySource, openArrays } from '../formats/index.ts';
import { type Tensor, toFloat64 } from '../model/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'twinspect-pictures-'));
const MODEL = 'fixtures/good/cnn-k315-v3.keras';
const at = (name: string): string => `fixtures/pictures/${name}`;
/** In the order in which Keras was given them. */
const PICTURES = ['rgb.png', 'rgb-420.jpg', 'turned.jpg'].map(at);

/** Runs the command line as a user would. */
function twinspect(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'bin/twinspect.mjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
}

async function numbersOf(path: string, name: string): Promise<Float64Array> {
  const arrays = await openArrays(memorySource(path, new Uint8Array(readFileSync(path))));
  return toFloat64(arrays.get(name) as Tensor)!;
}

beforeAll(() => {
  expect(twinspect('--version').stdout).toMatch(/^twinspect@/);
}, 120_000);

describe('--inputs with pictures', () => {
  it.each([
    ['behind one option', ['--inputs', ...PICTURES]],
    ['each behind its own', PICTURES.flatMap((path) => ['--inputs', path])],
  ])('%s, predicts what Keras predicts for them', async (_, inputs) => {
    const out = join(folder, 'out.npz');
    const done = twinspect('run', MODEL, ...inputs, '--out', out);
    expect(done.status, done.stderr).toBe(0);
    const [mine, theirs] = [await numbersOf(out, 'output:0'), await numbersOf(at('cnn-k315-v3.npz'), 'y')];
    expect(mine).toHaveLength(theirs.length);
    theirs.forEach((value, i) => {
      expect(mine[i]).toBeCloseTo(value, 5);
    });
  });

  it('takes WebP and BMP pictures, alone and in a zip', async () => {
    const given = ['rgb.bmp', 'lossy.webp'].map((name) => [name, readFileSync(at(name))] as const);
    const zip = join(folder, 'pictures.zip');
    writeFileSync(zip, writeStoredZip(given.map(([name, bytes]) => ({ name, bytes }))));
    const [loose, packed] = [join(folder, 'loose.npz'), join(folder, 'packed.npz')];
    for (const [inputs, out] of [
      [[at('lossy.webp'), at('rgb.bmp')], loose],
      [[zip], packed],
    ] as const) {
      const done = twinspect('run', MODEL, ...inputs.flatMap((it) => ['--inputs', it]), '--out', out);
      expect(done.status, done.stderr).toBe(0);
    }
    const [mine, theirs] = [await numbersOf(packed, 'output:0'), await numbersOf(loose, 'output:0')];
    expect(mine.length).toBeGreaterThan(0);
    expect(mine).toEqual(theirs);
  });

  it('takes a folder in the order of its names, and compares two models on it', () => {
    const pictures = join(folder, 'several');
    mkdirSync(pictures);
    ['10.jpg', '2.png'].forEach((name, i) => {
      copyFileSync(join(root, PICTURES[i === 0 ? 1 : 0]!), join(pictures, name));
    });
    writeFileSync(join(pictures, '.hidden'), 'x');
    const done = twinspect(MODEL, MODEL, '--inputs', pictures, '--json', '-');
    expect(done.status, done.stderr).toBe(0);
    const { inputs } = JSON.parse(done.stdout).runs[0];
    expect(inputs).toMatchObject({ source: '2.png and 1 more', samples: 2 });
    expect(inputs.notes[0]).toMatch(/load_img.*2 of 2 resized.*0 to 255 as stored/);
  });

  it('refuses a model among pictures, a table among them, and a kind that is not read', () => {
    expect(twinspect(MODEL, MODEL, '--inputs', PICTURES[0]!, '--inputs', MODEL).stderr).toMatch(
      /cnn-k315-v3\.keras.* is no PNG, JPEG, WebP or BMP picture/,
    );
    const gif = join(folder, 'a.gif');
    writeFileSync(gif, 'GIF89a..............');
    expect(twinspect(MODEL, MODEL, '--inputs', gif)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Save it as PNG'),
    });
  });
});
