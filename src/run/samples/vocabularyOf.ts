import { isArray } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import type { Consumer } from './consumers.ts';

/** The tokens that a lookup knows, special ones left out; empty when the file does not say. */
export async function vocabularyOf(model: RunnableModel, { layer, config }: Consumer): Promise<string[]> {
  const stored = (await model.weightsOf(layer.id)).vocabulary?.strings;
  const stated = isArray(config.vocabulary ?? null)
    ? (config.vocabulary as readonly unknown[]).map(String)
    : [];
  const special = new Set([config.mask_token, config.oov_token, '', '[UNK]'].map(String));
  return [...(stored ?? stated)].filter((token) => !special.has(token));
}
