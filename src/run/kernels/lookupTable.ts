import { isArray, type Json, type JsonObject } from '../../model/index.ts';
import { textsOf } from '../hostTensor.ts';
import { RunStop } from '../RunStop.ts';
import type { KernelCall } from './Kernel.ts';
import { choice, whole } from './options.ts';

/** What a lookup puts out. */
export type LookupMode = 'int' | 'one_hot' | 'multi_hot' | 'count' | 'tf_idf';

/** A vocabulary with the places of its tokens (`keras/src/layers/preprocessing/index_lookup.py`). Numbers are kept as text. */
export interface LookupTable {
  readonly mode: LookupMode;
  /** Tokens behind the special ones, in their order. */
  readonly tokens: readonly string[];
  readonly mask: string | null;
  readonly oov: string | null;
  /** Places for unknown tokens: how many, and the first. */
  readonly buckets: number;
  readonly bucketStart: number;
  /** The place of the first token. */
  readonly start: number;
  /** Whether the file's vocabulary begins with the special tokens. */
  readonly hasSpecial: boolean;
  /** The length of encoded outputs. */
  readonly depth: number;
}

const MODES: Readonly<Record<string, LookupMode>> = {
  int: 'int',
  one_hot: 'one_hot',
  multi_hot: 'multi_hot',
  binary: 'multi_hot',
  count: 'count',
  tf_idf: 'tf_idf',
  'tf-idf': 'tf_idf',
};

/** The table of a lookup's options; its vocabulary is in the options, or with the weights as text. */
export function lookupTable(call: KernelCall, options: JsonObject): LookupTable {
  const mode = MODES[choice(options, 'output_mode', Object.keys(MODES))] as LookupMode;
  const mask = tokenOf(options.mask_token);
  const oov = tokenOf(options.oov_token);
  const buckets = whole(options, 'num_oov_indices');
  const bucketStart = mask !== null && mode === 'int' ? 1 : 0;
  const start = bucketStart + buckets;
  const stored = storedVocabulary(call, options.vocabulary ?? null);
  const special = [...new Array(bucketStart).fill(mask), ...new Array(buckets).fill(oov)];
  const hasSpecial = special.every((token, i) => token === stored[i]);
  const tokens = hasSpecial ? stored.slice(start) : stored;
  refuseWhatKerasRefuses(tokens, mask, options.invert === true ? oov : null);
  const size = start + tokens.length;
  const depth = options.pad_to_max_tokens === true ? whole(options, 'max_tokens') : size;
  refuseOtherSize(options, size, mode !== 'int' && options.pad_to_max_tokens !== true);
  return { mode, tokens, mask, oov, buckets, bucketStart, start, hasSpecial, depth };
}

/** A special token; `null` when there is none. */
function tokenOf(value: Json | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function storedVocabulary(call: KernelCall, given: Json): readonly string[] {
  if (isArray(given)) return given.map(String);
  if (typeof given === 'string')
    throw new RunStop(`Its vocabulary is in the file ${JSON.stringify(given)}, outside the model.`);
  if (!call.weights.has('vocabulary'))
    throw new RunStop(
      'The file does not hold its vocabulary: Keras writes one it has adapted to .keras only.',
    );
  return textsOf(call.weights.get('vocabulary', [null]));
}

function refuseWhatKerasRefuses(tokens: readonly string[], mask: string | null, oov: string | null): void {
  if (tokens.length === 0) throw new RunStop('Its vocabulary is empty.');
  const seen = new Set(tokens);
  if (seen.size !== tokens.length) throw new RunStop('Its vocabulary holds a token twice.');
  for (const token of [mask, oov])
    if (token !== null && seen.has(token))
      throw new RunStop(`Its vocabulary holds the special token ${JSON.stringify(token)} in the middle.`);
}

function refuseOtherSize(options: JsonObject, size: number, isFixed: boolean): void {
  const { max_tokens: most = null, vocabulary_size: stated = null } = options;
  if (typeof most === 'number' && size > most)
    throw new RunStop(`Its vocabulary has ${size} places where max_tokens is ${most}.`);
  if (isFixed && typeof stated === 'number' && stated !== size)
    throw new RunStop(`Its vocabulary has ${size} places where vocabulary_size is ${stated}.`);
}
