import type { JsonObject } from '../../model/index.ts';

const LOOKUPS: ReadonlySet<string> = new Set(['StringLookup', 'IntegerLookup', 'TextVectorization']);

/**
 * Whether a layer of tf.keras counts its vocabulary among its weights: one that it was adapted to, not given
 * (`keras/src/layers/preprocessing/index_lookup.py` of 2.15, `VocabWeightHandler`).
 */
export function adaptsVocabulary(className: string, config: JsonObject): boolean {
  return LOOKUPS.has(className) && ((config.vocabulary ?? null) === null || config.output_mode === 'tf_idf');
}
