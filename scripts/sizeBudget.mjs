// First load: what index.html asks for before anybody clicks. Under 200 kB gzip, and neither TensorFlow.js nor h5wasm in it.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = 200_000;
const dist = new URL('../dist/', import.meta.url);
const html = readFileSync(new URL('index.html', dist), 'utf8');
const named = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path);
const seen = new Set();
let bytes = gzipSync(html).length;

/** Static imports count too; dynamic ones do not. */
function add(path) {
  if (seen.has(path)) return;
  seen.add(path);
  const text = readFileSync(new URL(path, dist), 'utf8');
  bytes += gzipSync(text).length;
  for (const heavy of ['tfjs-backend', 'h5wasm', 'setWasmPaths']) {
    if (path.endsWith('.js') && text.includes(`${heavy}"`))
      throw new Error(`${path} carries ${heavy} on first load.`);
  }
  for (const [, inner] of text.matchAll(/(?:^|[;\s])(?:import|export)[^;("']*?from\s*"\.\/([^"]+)"/g))
    add(`assets/${inner}`);
}

for (const path of named) add(path);
if (seen.size === 0) throw new Error('index.html names no scripts: the check saw nothing.');
console.log(`  first load ${(bytes / 1000).toFixed(1)} kB gzip of ${BUDGET / 1000} in ${seen.size} files`);
process.exitCode = bytes <= BUDGET ? 0 : 1;
