// Installs if needed, builds if needed, and serves the page on this machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (command, args) => {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) process.exit(done.status ?? 1);
};

if (!existsSync(new URL('../node_modules/vite/package.json', import.meta.url))) {
  console.log('Installing packages, once.');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}
const { isStale } = await import('./stale.mjs');
if (isStale(root, 'dist/index.html'))
  run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);

const { serve } = await import('./serve.mjs');
const wanted = Number(process.env.PORT ?? 4173);
const { address } = await serve(fileURLToPath(new URL('../dist/', import.meta.url)), wanted).catch(() =>
  serve(fileURLToPath(new URL('../dist/', import.meta.url))),
);
console.log(`Twinspect is at ${address}  ("Try it" opens a sample pair; Ctrl+C stops)`);
