import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReadError } from '../model/index.ts';
import type { CustomLayer, CustomLayers } from '../run/index.ts';
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
  const layers = Object.entries(exported).flatMap(([key, value]) =>
    key === 'default' && typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [[key, value] as const],
  );
  const strange = layers.find(([, value]) => typeof value !== 'function');
  if (strange || layers.length === 0)
    throw new ReadError(
      'unsupported-feature',
      `${path} must export functions, (inputs, { config, weights, kwargs, tf }) => output, by class or layer name; ${strange ? `\`${strange[0]}\` is none` : 'it exports nothing'}.`,
      full,
    );
  return { source: basename(path), layers: Object.fromEntries(layers) as Record<string, CustomLayer> };
}

async function load(path: string, full: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(full).href)) as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReadError('unsupported-feature', `${path} could not be loaded: ${reason}`, full, error);
  }
}
