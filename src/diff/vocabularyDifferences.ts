import type { LayerPair } from '../align/index.ts';
import { isArray, type Layer, type LayerId, type OpenModel } from '../model/index.ts';
import type { ConfigDifference } from './ConfigDifference.ts';
import type { Models } from './variableRows.ts';

/** What of a layer's texts was compared, by the option that they stand for, and what differs. */
export interface ComparedTexts {
  readonly keys: ReadonlySet<string>;
  readonly differences: readonly ConfigDifference[];
}

type Texts = Readonly<Record<string, readonly string[]>>;

/**
 * Vocabularies as content, wherever each file keeps them: in the options, in a file of the archive, in a table of the graph.
 * By A's layer; layers of which one side's words are not known are left out.
 */
export async function vocabularyDifferences(
  { a, b }: Models,
  pairs: readonly LayerPair[],
): Promise<Map<LayerId, ComparedTexts>> {
  const found = new Map<LayerId, ComparedTexts>();
  const [layersA, layersB] = [layersOf(a), layersOf(b)];
  for (const pair of pairs) {
    if (pair.kind !== 'both') continue;
    const [left, right] = [await textsOf(a, layersA.get(pair.a)), await textsOf(b, layersB.get(pair.b))];
    if (left && right) found.set(pair.a, compared(left, right));
  }
  return found;
}

const layersOf = ({ artifact }: OpenModel): Map<LayerId, Layer> =>
  new Map(artifact.layers.map((layer) => [layer.id, layer]));

const LOOKUPS: ReadonlySet<string> = new Set(['StringLookup', 'IntegerLookup', 'TextVectorization']);

async function textsOf({ assets }: OpenModel, layer: Layer | undefined): Promise<Texts | null> {
  // Weights alone have no layers of their own.
  if (!layer) return null;
  const stored = (await assets?.(layer.id)) ?? {};
  const texts = Object.entries(stored).flatMap(([key, { strings }]) =>
    strings ? [[key, strings] as const] : [],
  );
  if (texts.length > 0)
    return Object.fromEntries(texts.map(([key, strings]) => [key, withoutSpecial(strings, layer)]));
  const { vocabulary = null } = layer.config;
  return LOOKUPS.has(layer.className) && isArray(vocabulary)
    ? { vocabulary: withoutSpecial(vocabulary.map(String), layer) }
    : null;
}

/** Keras writes the words for padding and for unknown words in front, or leaves them out (`index_lookup.py`). */
function withoutSpecial(words: readonly string[], { className, config }: Layer): readonly string[] {
  if (!LOOKUPS.has(className)) return words;
  const int = (config.output_mode ?? 'int') === 'int';
  const isText = className === 'TextVectorization';
  const mask = isText ? '' : (config.mask_token ?? null);
  const unknown = isText ? '[UNK]' : (config.oov_token ?? null);
  const start = int && mask !== null ? 1 : 0;
  const end = start + (isText ? 1 : Number(config.num_oov_indices ?? 1));
  const isSpecial = words.slice(0, end).every((word, i) => word === String(i < start ? mask : unknown));
  return isSpecial && words.length >= end ? words.slice(end) : words;
}

function compared(a: Texts, b: Texts): ComparedTexts {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const differences = [...keys].flatMap((key): ConfigDifference[] => {
    const [left, right] = [a[key] ?? [], b[key] ?? []];
    if (left.length === right.length && left.every((word, i) => word === right[i])) return [];
    return [{ key, a: [...left], b: [...right], defaulted: null, relevance: 'prediction' }];
  });
  return { keys, differences };
}
