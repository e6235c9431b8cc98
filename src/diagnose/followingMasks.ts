import { hasGraph, type LayerId, maskMakers } from '../model/index.ts';
import type { Case } from './Case.ts';

/** Whether an option decides what is masked. */
export const isMaskOption = (key: string): boolean => /(^|\.)mask_(zero|value)$/.test(key);

/**
 * Layers that only make masks, where the layer that masks is not the same: what they do otherwise is its doing. Ids of both
 * sides.
 */
export function followingMasks({ a, b, layers }: Case): Set<LayerId> {
  const masksOtherwise = layers.some(
    (row) =>
      row.config.some(({ key, relevance }) => isMaskOption(key) && relevance === 'prediction') ||
      (row.className === 'Masking' && (row.a === null || row.b === null)),
  );
  if (!masksOtherwise) return new Set();
  return new Set([a, b].flatMap((model) => (hasGraph(model) ? [...maskMakers(model.graph)] : [])));
}
