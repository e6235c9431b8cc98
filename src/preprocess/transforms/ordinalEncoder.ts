import type { Fitted } from '../Fitted.ts';
import { numberOf } from '../Fitted.ts';
import { isFloatType, type NumberType, rounding } from '../NumberType.ts';
import { madeOf } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { type Categories, categoriesOf, checkCategories, domainOf, encoded, unseen } from './categories.ts';
import { infrequentOf } from './infrequent.ts';
import { outputType } from './outputType.ts';

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
  const type = outputType(fitted);
  const code = coding(fitted, type);
  const features = categories.length;
  const isMissing = (value: number | string | null | undefined): boolean =>
    value === null || Number.isNaN(value);
  return {
    ...{ label, features, domains: categories.map(domainOf), keepsColumns: false, notes: [] },
    apply: (table) => {
      checkCategories(table, fitted, features);
      const columns = table.columns.map((column, i) => {
        const known = categories[i] as Categories;
        const rare = infrequent[i] ?? null;
        return Float64Array.from(encoded(column, known, label, i), (position, row) => {
          if (position < 0) {
            if (!takesUnknown) throw unseen(label, column[row], i);
            return code(unknownValue);
          }
          if (isMissing(known.values[position])) return code(missingValue);
          return code(rare?.mapping[position] ?? position);
        });
      });
      return madeOf(table, { type, columns });
    },
  };
}

const WIDTHS: Readonly<Record<string, number>> = { bool: 1, int8: 7, uint8: 8, int16: 15, uint16: 16 };

/** A code as a number of the encoder's type. Throws where a whole type does not hold it. */
function coding(fitted: Fitted, type: NumberType): (value: number) => number {
  if (isFloatType(type)) return rounding(type);
  const largest = 2 ** (WIDTHS[type] ?? 31) - 1;
  const least = type === 'bool' || type.startsWith('u') ? 0 : -largest - 1;
  return (value) => {
    if (Number.isInteger(value) && value >= least && value <= largest) return value;
    throw fitted.fault('dtype', `is ${type}, which does not hold the code ${value}`);
  };
}
