import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { CASES, LIMITS } from './cases.mjs';
import { printTable } from './table.mjs';

/**
 * Measures the comparison in Node against `h5diff`, in turn, several times. What counts is the median of the ratios of our
 * time from opening the files to the last row, without the start of Node, to that of the whole `h5diff`. Run
 * `node bench/run.mjs [runs]` after making the data (see README.md).
 */
const data = fileURLToPath(new URL('data/', import.meta.url));
const runs = Number(process.argv[2] ?? 7);
const hasPeer = spawnSync('h5diff', ['--version']).status === 0;

/** Wall time of a command, and the processor time that the shell counts for it, in seconds. */
function timed(command) {
  const start = performance.now();
  const { stdout, stderr } = spawnSync('sh', ['-c', '"$@"; times >&2', 'sh', ...command], {
    cwd: data,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wall = (performance.now() - start) / 1000;
  const times = [...stderr.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, min, sec]) => Number(min) * 60 + Number(sec),
  );
  if (times.length < 4) throw new Error(`${command.join(' ')} failed: ${stderr}`);
  return { wall, cpu: times[2] + times[3], stdout };
}

function ours(script, step, [a, b]) {
  const run = timed(['node', script, step, a, b]);
  return { ...run, told: JSON.parse(run.stdout) };
}

const median = (values) => values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)];
const seconds = (value) => `${value.toFixed(2)} s`;

function measureCase(script, { name, files, peer, differing }) {
  ours(script, 'values', files);
  if (hasPeer) timed(['h5diff', ...peer]);
  const pairs = Array.from({ length: runs }, () => ({
    own: ours(script, 'values', files),
    other: hasPeer ? timed(['h5diff', ...peer]) : null,
  }));
  const told = pairs[0].own.told;
  if (told.differing !== differing)
    throw new Error(`${name}: ${told.differing} tensors differ, not ${differing}`);
  const ratios = (figure) => median(pairs.map(({ own, other }) => figure(own, other)));
  const ratio = hasPeer ? ratios((own, other) => own.told.total / 1000 / other.wall) : null;
  return {
    case: name,
    ours: seconds(median(pairs.map(({ own }) => own.told.total / 1000))),
    peer: hasPeer
      ? `h5diff ${seconds(median(pairs.map(({ other }) => other.wall)))}`
      : 'h5diff is not installed',
    ratio: ratio === null ? '–' : ratio.toFixed(2),
    'with Node’s start': hasPeer ? ratios((own, other) => own.wall / other.wall).toFixed(2) : '–',
    'processor time': hasPeer ? ratios((own, other) => own.cpu / other.cpu).toFixed(2) : '–',
    memory: `${Math.max(...pairs.map(({ own }) => own.told.peak)).toFixed(0)} MB`,
    allowed: '1.00',
    holds: ratio === null ? '–' : ratio <= 1 ? 'yes' : 'no',
  };
}

function measureLimit(script, { name, step, files, figure, limit, show }) {
  ours(script, step, files);
  const value = median(Array.from({ length: runs }, () => figure(ours(script, step, files).told)));
  return {
    case: name,
    ours: show(value),
    peer: '–',
    ratio: '–',
    'with Node’s start': '–',
    'processor time': '–',
    memory: '–',
    allowed: limit === null ? '–' : show(limit),
    holds: limit === null ? '–' : value <= limit ? 'yes' : 'no',
  };
}

/** What else kept the machine busy belongs to every figure. */
const load = () => loadavg()[0].toFixed(1);

const script = await bundle('node/measured.ts');
const before = load();
const made = ({ files }) => files.every((file) => existsSync(`${data}${file}`));
const missing = [...CASES, ...LIMITS].filter((it) => !made(it)).map(({ name }) => name);
if (missing.length > 0) console.log(`No data for: ${missing.join('; ')}. See bench/README.md.\n`);
printTable([
  ...LIMITS.filter(made).map((it) => measureLimit(script, it)),
  ...CASES.filter(made).map((it) => measureCase(script, it)),
]);
console.log(
  `\nNode ${process.version}, ${cpus().length} cores, load average ${before} before and ${load()} after, ${runs} runs.`,
);
