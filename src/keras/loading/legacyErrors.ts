import type { KerasObject } from './KerasObject.ts';
import { KerasError } from './Writing.ts';

/** Both Kerases count the layers that have weights before they write anything. */
export function layerCount(expected: number, found: number): KerasError {
  return new KerasError(
    `Layer count mismatch when loading weights from file. Model expected ${expected} layers, found ${found} saved layers.`,
  );
}

/** The message of loading by position. */
export function weightCount(
  k: number,
  layer: string,
  stored: string,
  expected: number,
  found: number,
): KerasError {
  return new KerasError(
    `Weight count mismatch for layer #${k} (named ${layer} in the current model, ${stored} in the save file). Layer expects ${expected} weight(s). Received ${found} saved weight(s)`,
  );
}

/** The message of loading by name: there `k` counts all layers of the file. */
export function weightCountByName(k: number, layer: string, expected: number, found: number): KerasError {
  return new KerasError(
    `Weight count mismatch for layer #${k} (named ${layer}). Layer expects ${expected} weight(s). Received ${found} saved weight(s)`,
  );
}

/** Variables of the model itself: a model that is known by its config has none. */
export function topLevelCount(found: number, where: string): string {
  return `Weight count mismatch ${where}. Model expects 0 top-level weight(s). Received ${found} saved top-level weight(s)`;
}

/** tf.keras counts a vocabulary among the weights and loads none; it prints them all, which is left out here. */
export function noVariable({ className }: KerasObject): KerasError {
  return new KerasError(
    `Save or restore weights that is not an instance of \`tf.Variable\` is not supported in h5, use \`save_format='tf'\` instead. Received a model or layer ${className} with weights […]`,
  );
}
