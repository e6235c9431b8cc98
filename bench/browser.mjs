import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { launchBrowser } from './launchBrowser.mjs';
import { printTable } from './table.mjs';

/**
 * Measures the comparison in Chromium, in a worker, against reading the same files with `arrayBuffer` and doing nothing
 * with them. Run `node bench/browser.mjs [runs] [part of a name]` after making the data (see README.md).
 */
const data = fileURLToPath(new URL('data/', import.meta.url));
const root = fileURLToPath(new URL('browser/', import.meta.url));
const outDir = `${data}page`;
const runs = Number(process.argv[2] ?? 5);
const wanted = process.argv[3] ?? '';

const CASES = [
  { name: '100 MB, 100 tensors, .keras', files: ['100mb-a.keras', '100mb-b.keras'], allowed: 1.3 },
  { name: '1 GB, 120 tensors, .keras', files: ['1gb-a.keras', '1gb-b.keras'], allowed: 1.3 },
  { name: '1 GB, identical, .keras', files: ['1gb-a.keras', '1gb-copy.keras'], allowed: 1.3 },
  { name: '20,000 tensors, .keras', files: ['20000-a.keras', '20000-b.keras'], most: 2000 },
  { name: '20,000 tensors, .h5', files: ['20000-a.h5', '20000-b.h5'], most: 2000 },
];

const median = (values) => values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)];
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

async function measureCase(page, { name, files, allowed, most }) {
  await page.setInputFiles(
    'input',
    files.map((file) => `${data}${file}`),
  );
  const measure = (step) => page.evaluate((it) => globalThis.measure(it), step);
  await measure('read');
  const pairs = [];
  for (let i = 0; i < runs; i++) pairs.push({ read: await measure('read'), own: await measure('compare') });
  const ratio = median(pairs.map(({ own, read }) => own.total / read.total));
  const total = median(pairs.map(({ own }) => own.total));
  const holds = allowed === undefined ? total <= most : ratio <= allowed;
  return {
    case: name,
    ours: seconds(total),
    'of that opening': seconds(median(pairs.map(({ own }) => own.open))),
    'reading only': seconds(median(pairs.map(({ read }) => read.total))),
    ratio: ratio.toFixed(2),
    allowed: allowed === undefined ? seconds(most) : allowed.toFixed(2),
    holds: holds ? 'yes' : 'no',
  };
}

await build({
  configFile: false,
  root,
  base: './',
  logLevel: 'error',
  worker: { format: 'es' },
  build: { outDir, emptyOutDir: true },
});
const before = loadavg()[0].toFixed(1);
const server = await preview({
  configFile: false,
  root,
  logLevel: 'error',
  build: { outDir },
  preview: { port: 0, host: '127.0.0.1' },
});
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  const { port } = server.httpServer.address();
  await page.goto(`http://127.0.0.1:${port}/`);
  const rows = [];
  for (const it of CASES.filter(({ name }) => name.includes(wanted))) {
    if (it.files.every((file) => existsSync(`${data}${file}`))) rows.push(await measureCase(page, it));
  }
  printTable(rows);
  const load = `load average ${before} before and ${loadavg()[0].toFixed(1)} after`;
  console.log(`\nChromium ${browser.version()}, ${cpus().length} cores, ${load}, ${runs} runs.`);
} finally {
  await browser.close();
  await server.close();
}
