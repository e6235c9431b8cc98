import { type Fitted, itemsOf, numbersOf } from '../Fitted.ts';

/** How rare categories of one column are put together; `null` where there are none. */
export interface Infrequent {
  /** What each position becomes. */
  readonly mapping: Float64Array;
  /** How many categories are put together. */
  readonly count: number;
  /** One of them. */
  readonly first: number;
}

/** `min_frequency` and `max_categories` as they were fitted (scikit-learn 1.1 on, 1.3 for ordinals); `null` per column without. */
export function infrequentOf(fitted: Fitted, sizes: readonly number[]): (Infrequent | null)[] {
  if (!fitted.flag('_infrequent_enabled', false)) return sizes.map(() => null);
  const mappings = fitted.items('_default_to_infrequent_mappings');
  const indices = fitted.items('_infrequent_indices');
  return sizes.map((size, i) => {
    const [mapping, rare] = [mappings[i] ?? null, indices[i] ?? null];
    if (mapping === null && rare === null) return null;
    const [to, which] = [numbersOf(mapping), itemsOf(rare) && numbersOf(rare)];
    if (
      to === null ||
      !which ||
      which.length === 0 ||
      to.length > size ||
      which.some((at) => !(at >= 0 && at < size))
    )
      throw fitted.fault('_default_to_infrequent_mappings', 'is damaged');
    return { mapping: to, count: which.length, first: which[0] as number };
  });
}
