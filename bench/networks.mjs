import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printTable } from './table.mjs';

/**
 * Measures a whole comparison of two networks, every layer run both ways, against what a person would do by hand: a Python
 * script that loads both with Keras and predicts every layer. Run `PYTHON=… node bench/networks.mjs [runs]` after
 * `$PYTHON bench/make/networks.py make`.
 */
const data = fileURLToPath(new URL('data/', import.meta.url));
const runs = Number(process.argv[2] ?? 3);
const { PYTHON } = process.env;

const NETWORKS = [
  { name: 'MobileNetV2', allowed: 0.5 },
  { name: 'ResNet50', allowed: 1 },
];

const median = (values) => values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)];

/** Bytes that a whole comparison may take at most. */
const MEMORY = 1.5e9;

/** Wall time of a command in seconds. */
function timed(command) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command[0], command.slice(1), { cwd: data, encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`${command.join(' ')} failed: ${stderr}`);
  return (performance.now() - start) / 1000;
}

/** Largest resident size of a Node command in bytes; a first run, which does not count for time. */
function peakOf([node, ...rest]) {
  const file = join(mkdtempSync(join(tmpdir(), 'peak-')), 'bytes');
  const preload = fileURLToPath(new URL('node/peakMemory.cjs', import.meta.url));
  const env = { ...process.env, PEAK_MEMORY: file };
  const { status, stderr } = spawnSync(node, ['--require', preload, ...rest], {
    cwd: data,
    encoding: 'utf8',
    env,
  });
  if (status !== 0 && status !== 1) throw new Error(`${rest.join(' ')} failed: ${stderr}`);
  return Number(readFileSync(file, 'utf8'));
}

const cli = fileURLToPath(new URL('../bin/twinspect.mjs', import.meta.url));
const script = fileURLToPath(new URL('make/networks.py', import.meta.url));
const rows = [];
for (const { name, allowed } of NETWORKS) {
  if (!existsSync(`${data}${name}-a.keras`)) continue;
  const ours = [process.execPath, cli, `${name}-a.keras`, `${name}-b.keras`, '--inputs', `${name}.npz`];
  const peer = [PYTHON, script, 'predict', name];
  const memory = peakOf(ours);
  const pairs = Array.from({ length: runs }, () => ({
    own: timed(ours),
    other: PYTHON ? timed(peer) : null,
  }));
  const ratio = PYTHON ? median(pairs.map(({ own, other }) => own / other)) : null;
  rows.push({
    network: `${name}, 8 samples of 224 × 224`,
    ours: `${median(pairs.map(({ own }) => own)).toFixed(1)} s`,
    Keras: PYTHON ? `${median(pairs.map(({ other }) => other)).toFixed(1)} s` : 'PYTHON is not set',
    ratio: ratio === null ? '–' : ratio.toFixed(2),
    allowed: allowed.toFixed(2),
    memory: `${(memory / 1e9).toFixed(2)} of ${(MEMORY / 1e9).toFixed(1)} GB`,
    holds: ratio === null ? '–' : ratio <= allowed && memory <= MEMORY ? 'yes' : 'no',
  });
}
printTable(rows);
console.log(
  `\n${process.version}, ${cpus().length} cores, load average ${loadavg()[0].toFixed(1)}, ${runs} runs.`,
);
