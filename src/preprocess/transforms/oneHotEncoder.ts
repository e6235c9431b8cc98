import type { Fitted } from '../Fitted.ts';
import { itemsOf, numberOf } from '../Fitted.ts';
import { type Column, madeOf } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { type Categories, categoriesOf, checkCategories, domainOf, encoded, unseen } from './categories.ts';
import { type Infrequent, infrequentOf } from './infrequent.ts';
import { outputType } from './outputType.ts';

const UNKNOWN = ['error', 'ignore', 'infrequent_if_exist'] as const;

/** A column of its own for every category; dropped, unknown and rare ones as they were fitted. */
export function oneHotEncoder(fitted: Fitted): Transform {
  const { className: label } = fitted;
  if (fitted.flag('_legacy_mode', false))
    throw fitted.fault(
      '_legacy_mode',
      'counts categories as scikit-learn did before 0.22, which is not computed',
    );
  const categories = categoriesOf(fitted);
  const unknown = unknownOf(fitted);
  const infrequent = infrequentOf(
    fitted,
    categories.map(({ values }) => values.length),
  );
  const drops = dropsOf(fitted, categories.length);
  const isSparse = fitted.flag(fitted.has('sparse_output') ? 'sparse_output' : 'sparse');
  const type = outputType(fitted);
  if (type === 'float16')
    throw fitted.fault('dtype', 'is float16, which sparse matrices of SciPy do not hold');
  const features = categories.length;
  return {
    ...{ label, features, domains: categories.map(domainOf), keepsColumns: false, notes: [] },
    apply: (table) => {
      checkCategories(table, fitted, features);
      const columns = table.columns.flatMap((column, i) =>
        oneHot(column, i, {
          ...{ label, unknown },
          categories: categories[i] as Categories,
          infrequent: infrequent[i] ?? null,
          drop: drops[i] ?? null,
        }),
      );
      return madeOf(table, { type, columns, sparse: isSparse });
    },
  };
}

/** What happens to unknown values. `warn` (1.6 on) counts them as rare from 1.8 on; before, they got no column. */
function unknownOf(fitted: Fitted): (typeof UNKNOWN)[number] {
  if (fitted.value('handle_unknown') !== 'warn') return fitted.word('handle_unknown', UNKNOWN);
  return fitted.isSince(1, 8) ? 'infrequent_if_exist' : 'ignore';
}

interface Coding {
  readonly label: string;
  readonly unknown: (typeof UNKNOWN)[number];
  readonly categories: Categories;
  readonly infrequent: Infrequent | null;
  /** The position that has no column, counted after rare categories were put together. */
  readonly drop: number | null;
}

function oneHot(column: Column, index: number, coding: Coding): Float64Array[] {
  const { label, unknown, categories, infrequent, drop } = coding;
  const width = categories.values.length - (infrequent ? infrequent.count - 1 : 0);
  const made = Array.from({ length: width }, () => new Float64Array(column.length));
  encoded(column, categories, label, index).forEach((position, row) => {
    const at = position >= 0 ? (infrequent?.mapping[position] ?? position) : unknownPosition();
    if (at === null) return;
    const target = made[at];
    if (target) target[row] = 1;
    function unknownPosition(): number | null {
      if (unknown === 'error') throw unseen(label, column[row], index);
      return unknown !== 'ignore' && infrequent ? (infrequent.mapping[infrequent.first] ?? null) : null;
    }
  });
  return drop === null ? made : made.filter((_, i) => i !== drop);
}

/** Positions without a column: `_drop_idx_after_grouping` from 1.3 on, before that `drop_idx_` (0.21 on). */
function dropsOf(fitted: Fitted, features: number): (number | null)[] {
  if (fitted.option('drop', null) === null) return [];
  const name = fitted.has('_drop_idx_after_grouping') ? '_drop_idx_after_grouping' : 'drop_idx_';
  const items = itemsOf(fitted.fitted(name));
  if (items?.length !== features) throw fitted.fault(name, 'does not go with categories_');
  return items.map((item) => {
    const position = item === null ? null : numberOf(item);
    if (item !== null && (position === null || !Number.isInteger(position) || position < 0))
      throw fitted.fault(name, 'is damaged');
    return position;
  });
}
