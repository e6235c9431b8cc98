import type { ConfigDifference, LayerRow } from '../diff/index.ts';
import { groupBy, type Json } from '../model/index.ts';
import type { Case } from './Case.ts';

/** One option in all layers where it differs in the same way. */
export interface OptionGroup {
  readonly className: string;
  readonly option: ConfigDifference;
  readonly layers: readonly LayerRow[];
}

/** Whether two calls take the same inputs and only one of them states `training`: a mode, which is a cause of its own. */
function isModeAlone({ key, a, b }: ConfigDifference): boolean {
  const bare = (value: Json) => JSON.stringify(value).replaceAll(/, training=(true|false|null|0|1)\b/g, '');
  return key === 'inputs' && bare(a) === bare(b);
}

/** Options that change predictions and are not the same, by class, option and values. */
export function optionGroups({ layers }: Pick<Case, 'layers'>): OptionGroup[] {
  const all = layers.flatMap((row) =>
    row.config
      .filter((option) => option.relevance === 'prediction' && !isModeAlone(option))
      .map((option) => ({ row, option })),
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
