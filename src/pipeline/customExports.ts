import { ReadError } from '../model/index.ts';
import type { CustomLayer, CustomLayers } from '../run/index.ts';

/**
 * The layers that a module exports, by class or layer name, alone or gathered in its default export. Throws `ReadError`
 * when it exports nothing, or anything but functions.
 */
export function customExports(exported: Readonly<Record<string, unknown>>, source: string): CustomLayers {
  const layers = Object.entries(exported).flatMap(([key, value]) =>
    key === 'default' && typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [[key, value] as const],
  );
  const strange = layers.find(([, value]) => typeof value !== 'function');
  if (strange || layers.length === 0)
    throw new ReadError(
      'unsupported-feature',
      `${source} must export functions, (inputs, { config, weights, kwargs, tf }) => output, by class or layer name; ${strange ? `\`${strange[0]}\` is none` : 'it exports nothing'}.`,
      source,
    );
  return { source, layers: Object.fromEntries(layers) as Record<string, CustomLayer> };
}
