import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
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

/** Wall time of a command in seconds. */
function timed(command) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command[0], command.slice(1), { cwd: data, encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`${command.join(' ')} failed: ${stderr}`);
  return (performance.now() - start) / 1000;
}

const cli = fileURLToPath(new URL('../bin/twinspect.mjs', import.meta.url));
const script = fileURLToPath(new URL('make/networks.py', import.meta.url));
const rows = [];
for (const { name, allowed } of NETWORKS) {
  if (!existsSync(`${data}${name}-a.keras`)) continue;
  const ours = ['node', cli, `${name}-a.keras`, `${name}-b.keras`, '--inputs', `${name}.npz`];
  const peer = [PYTHON, script, 'predict', name];
  timed(ours);
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
    holds: ratio === null ? '–' : ratio <= allowed ? 'yes' : 'no',
  });
}
printTable(rows);
console.log(
  `\n${process.version}, ${cpus().length} cores, load average ${loadavg()[0].toFixed(1)}, ${runs} runs.`,
);
