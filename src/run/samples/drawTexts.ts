import type { RunnableModel } from '../RunnableModel.ts';
import type { Consumer } from './consumers.ts';
import type { Random } from './Random.ts';
import { vocabularyOf } from './vocabularyOf.ts';

/** Draws the texts of one sample. */
export type DrawTexts = (random: Random, count: number) => string[];

/** For layers that hash, or whose vocabulary is not in the file. */
const WORDS = ['red', 'green', 'blue', 'north', 'south', 'one', 'two', 'three'];
const UNKNOWN = 'unknown-word';
/** One word in so many is not in the vocabulary. */
const UNKNOWN_EVERY = 6;
const LONGEST = 8;

/** Words that the readers of an input know and now and then one that they do not; sentences where a reader splits texts. */
export async function drawTexts(
  readers: readonly { readonly model: RunnableModel; readonly consumer: Consumer }[],
): Promise<DrawTexts> {
  const known = await Promise.all(readers.map(({ model, consumer }) => vocabularyOf(model, consumer)));
  const words = known.find((tokens) => tokens.length > 0) ?? WORDS;
  const allKnown = readers.some(({ consumer }) => consumer.config.num_oov_indices === 0);
  const word = (random: Random): string =>
    !allKnown && random.whole(1, UNKNOWN_EVERY) === 1
      ? UNKNOWN
      : (words[random.whole(0, words.length - 1)] ?? UNKNOWN);
  const splits = readers.some(
    ({ consumer: { className, config } }) => className === 'TextVectorization' && config.split !== null,
  );
  const text = (random: Random): string =>
    splits ? Array.from({ length: random.whole(1, LONGEST) }, () => word(random)).join(' ') : word(random);
  return (random, count) => Array.from({ length: count }, () => text(random));
}
