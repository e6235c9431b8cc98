import type { Json } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import type { OptionForm } from './forms.ts';

/** What an option can change: what the model answers, only how it learns, or nothing. */
export type Relevance = 'prediction' | 'training' | 'none';

/** One option of one layer class. */
export interface OptionRow {
  readonly key: string;
  /** What an absent key means; by version where Keras changed its mind. `null` where Keras demands a value. */
  readonly fallback: Json | ((version: KerasVersion | null) => Json);
  readonly relevance: Relevance;
  readonly form: OptionForm;
  /** Other spellings of the same key in other versions. */
  readonly aliases: readonly string[];
}

/** An option that changes predictions. */
export function matters(
  key: string,
  fallback: OptionRow['fallback'] = null,
  form: OptionForm = 'plain',
  aliases: readonly string[] = [],
): OptionRow {
  return { key, fallback, relevance: 'prediction', form, aliases };
}

/** An option that only training feels. */
export function trains(key: string, fallback: Json = null): OptionRow {
  return { key, fallback, relevance: 'training', form: 'plain', aliases: [] };
}

/** An option that changes no number: names, layouts of memory, ways to compute the same. */
export function idle(key: string, fallback: Json = null, form: OptionForm = 'plain'): OptionRow {
  return { key, fallback, relevance: 'none', form, aliases: [] };
}

/** Initializer, regularizer and constraint of the named weights. */
export function weightRules(...names: readonly string[]): OptionRow[] {
  return names.flatMap((name) =>
    ['initializer', 'regularizer', 'constraint'].map((rule) => trains(`${name}_${rule}`)),
  );
}
