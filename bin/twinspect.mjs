#!/usr/bin/env node
// Runs the command line, built first if a source is newer than the build.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isStale } from '../scripts/stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = new URL('../dist-cli/cli.js', import.meta.url);

if (existsSync(new URL('../src', import.meta.url)) && isStale(root, 'dist-cli/cli.js')) {
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const done = spawnSync(process.execPath, [vite, 'build', '--config', 'vite.cli.config.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    process.stderr.write(`The command line could not be built.\n${done.stdout}${done.stderr}`);
    process.exit(2);
  }
}
await import(built.href);
