import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
};

/**
 * Serves a folder to this machine only. `extra` maps further addresses to files, or to bytes. Resolves to the address;
 * port 0 takes a free one.
 */
export function serve(folder, port = 0, extra = new Map()) {
  const server = createServer((request, response) => {
    const path = pathOf(request);
    const found = request.method === 'GET' && path !== null ? (extra.get(path) ?? below(folder, path)) : null;
    const size = found instanceof Uint8Array ? found.length : found && sizeOf(found);
    if (size === null) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(typeof found === 'string' ? found : path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': size, 'cache-control': 'no-store' });
    if (found instanceof Uint8Array) response.end(found);
    else createReadStream(found).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve({ address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() });
    });
  });
}

/** The path that is asked for; `null` when it is no path. */
function pathOf(request) {
  try {
    return decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  } catch {
    return null;
  }
}

function below(folder, path) {
  const file = join(folder, normalize(path === '/' ? '/index.html' : path));
  return file.startsWith(folder) ? file : null;
}

function sizeOf(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : null;
}
