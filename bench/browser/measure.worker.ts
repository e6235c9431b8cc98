import { alignLayers, alignVariables } from '../../src/align/index.ts';
import { variableRows } from '../../src/diff/index.ts';
import { blobSource, openModel } from '../../src/formats/index.ts';
import type { OpenModel } from '../../src/model/index.ts';

/** What one run measured, in milliseconds. */
export interface Measured {
  readonly open: number;
  readonly total: number;
  readonly differing: number;
}

type Step = 'read' | 'compare';

/** Slices that `arrayBuffer` hands over fastest. */
const SLICE = 16 * 2 ** 20;

/** Reads both files from end to end as pages commonly do, slice by slice with `arrayBuffer`, and does nothing with them. */
async function read(a: File, b: File): Promise<Measured> {
  const start = performance.now();
  for (let at = 0; at < Math.max(a.size, b.size); at += SLICE) {
    await Promise.all([a, b].map((file) => file.slice(at, at + SLICE).arrayBuffer()));
  }
  return { open: 0, total: performance.now() - start, differing: 0 };
}

/** Opens both files, lines them up and compares all values. */
async function compare(a: File, b: File): Promise<Measured> {
  const start = performance.now();
  const opened = await Promise.all([a, b].map(async (file) => openModel(await blobSource(file, file.name))));
  const models = { a: opened[0] as OpenModel, b: opened[1] as OpenModel };
  const open = performance.now() - start;
  const layers = await alignLayers(models.a.artifact, models.b.artifact, [], () => Promise.resolve(null));
  const rows = await variableRows(models, alignVariables(models.a.artifact, models.b.artifact, layers));
  const differing = rows.filter(({ status }) => status !== 'identical').length;
  return { open, total: performance.now() - start, differing };
}

const STEPS: Readonly<Record<Step, (a: File, b: File) => Promise<Measured>>> = { read, compare };

addEventListener('message', async ({ data }: MessageEvent<{ step: Step; files: readonly [File, File] }>) => {
  try {
    postMessage(await STEPS[data.step](...data.files));
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
