import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReadError } from '../model/index.ts';
import type { Command } from './arguments.ts';
import { absolute } from './files.ts';
import { modelFiles } from './modelFiles.ts';

interface Server {
  readonly address: string;
}

/** What is served beside the page: files on disk by address, and lists of them. */
type Extra = Map<string, string | Uint8Array>;

/** The page fetches each of them when it opens. */
const MOST_FILES = 1000;
const MOST_BYTES = 8 * 2 ** 30;

/**
 * Serves the page on this machine with models preloaded (a file with what lies beside it, a folder, or a checkpoint's
 * prefix), prints its address, and stays until it is stopped.
 */
export async function openCommand({ files }: Command): Promise<number> {
  if (files.length > 2) throw new ReadError('unsupported-feature', 'open takes at most two files.');
  const root = new URL('../', import.meta.url);
  const dist = fileURLToPath(new URL('dist/', root));
  if (!existsSync(`${dist}index.html`)) {
    throw new ReadError('missing-part', 'The page is not built yet. Run npm start once.', dist);
  }
  const { serve } = (await import(new URL('scripts/serve.mjs', root).href)) as {
    serve(folder: string, port: number, extra: Extra): Promise<Server>;
  };
  const extra: Extra = new Map();
  const slots = files.map((path, i) => addModel(path, i === 0 ? 'a' : 'b', extra));
  const { address } = await serve(dist, 0, extra);
  const query = slots.map((slot) => `${slot}=opened/${slot}.json`).join('&');
  process.stdout.write(`${address}${query ? `?${query}` : ''}\n`);
  return new Promise(() => undefined);
}

/** Every file of a model under its own address, and their list under `opened/a.json`. */
function addModel(path: string, slot: 'a' | 'b', extra: Extra): 'a' | 'b' {
  const found = modelFiles(path);
  const bytes = found.reduce((sum, { blob }) => sum + blob.size, 0);
  if (found.length > MOST_FILES || bytes > MOST_BYTES) {
    throw new ReadError(
      'too-large',
      `${found.length.toLocaleString('en')} files of ${(bytes / 2 ** 30).toFixed(1)} GiB lie in and beside ${path}; ` +
        `open serves at most ${MOST_FILES.toLocaleString('en')} files of ${MOST_BYTES / 2 ** 30} GiB. ` +
        'Keep the model in a folder of its own, or choose it on the page.',
      path,
    );
  }
  const folder = dirname(absolute(path));
  for (const it of found) extra.set(`/opened/${slot}/${it.path}`, join(folder, it.path));
  const list = found.map((it) => ({ name: it.name, path: it.path, beside: it.beside ?? false }));
  extra.set(`/opened/${slot}.json`, new TextEncoder().encode(JSON.stringify(list)));
  return slot;
}
