import { checkWidth } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { numberOf } from '../Fitted.ts';
import type { Transform } from '../Transform.ts';
import { type Categories, categoriesOf, domainOf, encoded, unseen } from './categories.ts';
import { infrequentOf } from './infrequent.ts';

/** The number of each value's category; missing and unknown values as the options say. */
export function ordinalEncoder(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const categories = categoriesOf(fitted);
  const takesUnknown = fitted.word('handle_unknown', ['error', 'use_encoded_value'], 'error') !== 'error';
  const unknownValue = takesUnknown ? fitted.number('unknown_value') : 0;
  const missingValue = numberOf(fitted.option('encoded_missing_value', Number.NaN)) ?? Number.NaN;
  const infrequent = infrequentOf(
    fitted,
    categories.map(({ values }) => values.length),
  );
  const features = categories.length;
  const isMissing = (value: number | string | null | undefined): boolean =>
    value === null || Number.isNaN(value);
  return {
    ...{ label, features, domains: categories.map(domainOf), keepsColumns: false, notes: [] },
    apply: (table) => {
      checkWidth(table, label, features);
      const columns = table.columns.map((column, i) => {
        const known = categories[i] as Categories;
        const rare = infrequent[i] ?? null;
        return Float64Array.from(encoded(column, known, label, i), (position, row) => {
          if (position < 0) {
            if (!takesUnknown) throw unseen(label, column[row], i);
            return unknownValue;
          }
          if (isMissing(known.values[position])) return missingValue;
          return rare?.mapping[position] ?? position;
        });
      });
      return { rows: table.rows, columns };
    },
  };
}
