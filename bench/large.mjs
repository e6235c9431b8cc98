// Compares pairs of files of bench/data with the built command line: `node bench/large.mjs [--run] FILE_A FILE_B …`. Nothing is
// run unless it is asked for.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLI = process.env.TWINSPECT ?? here('../dist-cli/cli.js');
const figures = join(mkdtempSync(join(tmpdir(), 'twinspect-')), 'peak');

/** Bytes of a file, or of everything in a folder. */
function sizeOf(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

const given = process.argv.slice(2);
const how = given.includes('--run') ? [] : ['--no-run'];
const names = given.filter((it) => it !== '--run');
for (let i = 0; i + 1 < names.length; i += 2) {
  const [a, b] = [names[i], names[i + 1]].map((name) => here(`data/${name}`));
  const start = performance.now();
  const args = ['--require', here('node/peakMemory.cjs'), CLI, a, b, ...how, '--json', '-'];
  const done = spawnSync(process.execPath, args, {
    env: { ...process.env, PEAK_MEMORY: figures },
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - start) / 1000;
  if (done.status !== 1) throw new Error(`Expected different models (1), got ${done.status}: ${done.stderr}`);
  const { variables } = JSON.parse(done.stdout);
  const differing = variables.filter(({ status }) => status !== 'identical').length;
  const peak = Number(readFileSync(figures, 'utf8')) / 1e6;
  const size = (sizeOf(a) + sizeOf(b)) / 1e9;
  const row = [
    names[i],
    `${size.toFixed(1)} GB`,
    `${variables.length}`,
    `${differing}`,
    `${seconds.toFixed(1)} s`,
    `${peak.toFixed(0)} MB`,
  ];
  process.stdout.write(`| ${row.join(' | ')} |\n`);
}
process.stdout.write(`Node ${process.version}, load average ${loadavg()[0].toFixed(1)}\n`);
