import type { ConfigDifference } from '../../diff/index.ts';
import type { Json } from '../../model/index.ts';
import type { Report } from '../Report.ts';

/** One option that differs in the same way in one or more layers. */
export interface OptionGroup {
  readonly option: ConfigDifference;
  readonly className: string;
  readonly layers: readonly string[];
}

/** Options that differ, those that can change a prediction first; the same difference of many layers is one group. */
export function optionGroups(report: Report): OptionGroup[] {
  const groups = new Map<string, { option: ConfigDifference; className: string; layers: string[] }>();
  for (const row of report.layers) {
    for (const option of row.config) {
      const key = JSON.stringify([row.className, option.key, jsonWords(option.a), jsonWords(option.b)]);
      const group = groups.get(key) ?? { option, className: row.className, layers: [] };
      group.layers.push(row.a ?? row.b ?? '');
      groups.set(key, group);
    }
  }
  const rank = (group: OptionGroup): number => ORDER.indexOf(group.option.relevance);
  return [...groups.values()].toSorted((x, y) => rank(x) - rank(y));
}

const ORDER: readonly ConfigDifference['relevance'][] = ['prediction', 'training', 'none'];

const LONGEST = 80;

/** A value of a config in at most 80 characters; NaN and infinities as Python writes them. */
export function jsonWords(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
  );
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Which side leaves the option out, as a word behind its value. */
export function defaultWord(option: ConfigDifference, side: 'a' | 'b'): string {
  return option.defaulted === side ? ' (default)' : '';
}
