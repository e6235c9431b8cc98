import type { ConfigDifference, LayerRow } from '../diff/index.ts';
import { groupBy, type LayerId } from '../model/index.ts';
import type { Case } from './Case.ts';

/** One option in all places where it differs in the same way: in layers of whatever class, and inside their wrappers. */
export interface OptionGroup {
  /** Classes of the layers that have it: `Dense`, `GRU and Bidirectional`. */
  readonly className: string;
  readonly option: ConfigDifference;
  readonly layers: readonly LayerRow[];
  /** Every place: a layer of B, its counterpart, and the way to the option in their config. */
  readonly sites: readonly { readonly a: LayerId; readonly b: LayerId; readonly key: string }[];
}

/** Options that change predictions and are not the same, by option and values. How layers are called is no option. */
export function optionGroups({ layers }: Pick<Case, 'layers'>): OptionGroup[] {
  const all = layers.flatMap((row) =>
    row.config
      .filter(({ key, relevance }) => relevance === 'prediction' && key !== 'inputs')
      .map((option) => ({ row, option })),
  );
  return [...groupBy(all, ({ option }) => keyOf(option)).values()].map((items) => {
    const rows = [...new Set(items.map(({ row }) => row))];
    return {
      className: [...new Set(rows.map(({ className }) => className))].join(' and '),
      option: items[0]?.option as ConfigDifference,
      layers: rows,
      sites: items.flatMap(({ row: { a, b }, option: { key } }) =>
        a !== null && b !== null ? [{ a, b, key }] : [],
      ),
    };
  });
}

/** The name of a group among replays. */
export function optionId({ option }: OptionGroup): string {
  return `option ${keyOf(option)}`;
}

/** Both directions of a Bidirectional, and a wrapper and what it wraps, have one option, not several. */
const keyOf = ({ key, a, b }: ConfigDifference): string =>
  `${key.slice(key.lastIndexOf('.') + 1)} ${JSON.stringify(a)} ${JSON.stringify(b)}`;
