import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReadError } from '../model/index.ts';
import { customExports } from '../pipeline/index.ts';
import type { CustomLayers } from '../run/index.ts';
import { absolute } from './files.ts';

/**
 * The layers that an ES module of the user exports, by class or layer name; `null` without one. Executed: the user named
 * it. Throws `ReadError` when it cannot be loaded or exports anything but functions.
 */
export async function customLayers(path: string | undefined): Promise<CustomLayers | null> {
  if (path === undefined) return null;
  const full = absolute(path);
  if (!existsSync(full)) throw new ReadError('missing-part', `There is no file ${path}.`, full);
  const exported = await load(path, full);
  return customExports(exported, basename(path));
}

async function load(path: string, full: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(full).href)) as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReadError('unsupported-feature', `${path} could not be loaded: ${reason}`, full, error);
  }
}
