import { RunStop } from '../RunStop.ts';

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const bare = (text: string): string => text.replace(/[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g, '');

/** Standardisations by name (`text_vectorization.py`, `_preprocess`). TensorFlow lowers ASCII only. */
export const STANDARDIZE: Readonly<Record<string, (text: string) => string>> = {
  lower,
  strip_punctuation: bare,
  lower_and_strip_punctuation: (text) => bare(lower(text)),
};

/** Ways to split by name. White space is ASCII's (`tf.strings.split`); characters are code points. */
export const SPLIT: Readonly<Record<string, (text: string) => string[]>> = {
  whitespace: (text) => text.split(/[ \t\n\v\f\r]+/).filter((word) => word !== ''),
  character: (text) => [...text],
};

/** All runs of words of the given lengths, joined by a space, shorter lengths as they are listed (`tf.strings.ngrams`). */
export function ngramsOf(words: readonly string[], widths: readonly number[]): string[] {
  return widths.flatMap((width) => {
    if (width < 1) throw new RunStop(`Its option ngrams holds ${width}.`);
    return Array.from({ length: Math.max(0, words.length - width + 1) }, (_, at) =>
      words.slice(at, at + width).join(' '),
    );
  });
}
