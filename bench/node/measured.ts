import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { alignLayers, alignVariables } from '../../src/align/index.ts';
import { variableRows } from '../../src/diff/index.ts';
import { fdSource, openModel } from '../../src/formats/index.ts';
import type { ByteSource } from '../../src/model/index.ts';
import { compareFiles } from '../../src/pipeline/compareFiles.ts';

/** One measured run in a process of its own: `node measured.js STEP A B`. Prints its figures as JSON. */
async function main([step = '', pathA = '', pathB = '']: readonly string[]): Promise<void> {
  const start = performance.now();
  const [a, b] = [opened(pathA), opened(pathB)];
  const models = { a: await openModel(a.source), b: await openModel(b.source) };
  const open = performance.now() - start;
  const rows = await (STEPS[step] as Step)(models);
  const total = performance.now() - start;
  for (const { fd } of [a, b]) closeSync(fd);
  const differing = rows.filter(({ status }) => status !== 'identical').length;
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ open, total, rows: rows.length, differing, peak }));
}

type Models = Parameters<typeof variableRows>[0];
type Step = (models: Models) => Promise<Awaited<ReturnType<typeof variableRows>>>;

const STEPS: Readonly<Record<string, Step>> = {
  open: () => Promise.resolve([]),
  values: async (models) => {
    const [a, b] = [models.a.artifact, models.b.artifact];
    const layers = await alignLayers(a, b, [], () => Promise.resolve(null));
    return variableRows(models, alignVariables(a, b, layers));
  },
  files: async (models) => {
    const options = { samples: 1, seed: 0, run: false, backend: 'cpu', map: [] } as const;
    return [...(await compareFiles(models, options, {})).variables];
  },
};

function opened(path: string): { readonly fd: number; readonly source: ByteSource } {
  const fd = openSync(path, 'r');
  const source = fdSource(basename(path), statSync(path).size, (at, into) => {
    let done = 0;
    while (done < into.length) done += readSync(fd, into, done, into.length - done, at + done);
  });
  return { fd, source };
}

await main(process.argv.slice(2));
