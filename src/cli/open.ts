import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReadError } from '../model/index.ts';
import type { Command } from './arguments.ts';
import { absolute } from './files.ts';

interface Server {
  readonly address: string;
}

/** Serves the page on this machine with files preloaded, prints its address, and stays until it is stopped. */
export async function openCommand({ files }: Command): Promise<number> {
  if (files.length > 2) throw new ReadError('unsupported-feature', 'open takes at most two files.');
  const root = new URL('../', import.meta.url);
  const dist = fileURLToPath(new URL('dist/', root));
  if (!existsSync(`${dist}index.html`)) {
    throw new ReadError('missing-part', 'The page is not built yet. Run npm start once.', dist);
  }
  const { serve } = (await import(new URL('scripts/serve.mjs', root).href)) as {
    serve(folder: string, port: number, extra: ReadonlyMap<string, string>): Promise<Server>;
  };
  const slots = files.map((path, i) => ({
    slot: i === 0 ? 'a' : 'b',
    path: absolute(path),
    name: basename(path),
  }));
  for (const { path } of slots) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new ReadError('missing-part', `There is no file ${path}.`, path);
    if (stat.isDirectory())
      throw new ReadError(
        'unsupported-feature',
        `${path} is a folder. open serves single files: zip the folder, or drop it on the page.`,
        path,
      );
  }
  const extra = new Map(slots.map(({ slot, path, name }) => [`/opened/${slot}/${name}`, path]));
  const { address } = await serve(dist, 0, extra);
  const query = slots
    .map(({ slot, name }) => `${slot}=${encodeURIComponent(`opened/${slot}/${name}`)}`)
    .join('&');
  process.stdout.write(`${address}${query ? `?${query}` : ''}\n`);
  return new Promise(() => undefined);
}
