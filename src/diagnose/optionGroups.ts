import type { ConfigDifference, LayerRow } from '../diff/index.ts';
import { groupBy } from '../model/index.ts';
import type { Case } from './Case.ts';

/** One option in all layers where it differs in the same way. */
export interface OptionGroup {
  readonly className: string;
  readonly option: ConfigDifference;
  readonly layers: readonly LayerRow[];
}

/** Options that change predictions and are not the same, by class, option and values. */
export function optionGroups({ layers }: Pick<Case, 'layers'>): OptionGroup[] {
  const all = layers.flatMap((row) =>
    row.config.filter((option) => option.relevance === 'prediction').map((option) => ({ row, option })),
  );
  const grouped = groupBy(all, ({ row, option }) => keyOf(row.className, option));
  return [...grouped.values()].map((items) => ({
    className: items[0]?.row.className ?? '',
    option: items[0]?.option as ConfigDifference,
    layers: items.map(({ row }) => row),
  }));
}

/** The name of a group among replays. */
export function optionId({ className, option }: OptionGroup): string {
  return `option ${keyOf(className, option)}`;
}

const keyOf = (className: string, { key, a, b }: ConfigDifference): string =>
  `${className} ${key} ${JSON.stringify(a)} ${JSON.stringify(b)}`;
