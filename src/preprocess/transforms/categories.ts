import { ReadError } from '../../model/index.ts';
import { checkWidth, refuseOdd, refuseSparse } from '../columns.ts';
import { type Fitted, isArrayValue, itemsOf, numberOf, shown } from '../Fitted.ts';
import { type Column, isNumeric, type Table } from '../Table.ts';
import type { Domain } from '../Transform.ts';

/** The categories of one column in the order that was fitted. */
export interface Categories {
  readonly values: readonly (number | string | null)[];
  /** Where a value stands, −1 when it was never seen. */
  indexOf(value: number | string): number;
}

/** Refuses samples that no encoder takes: of another width, sparse, with infinities, and with NaN before scikit-learn 0.24. */
export function checkCategories(table: Table, fitted: Fitted, features: number): void {
  const { className: label } = fitted;
  checkWidth(table, label, features);
  refuseSparse(table, label);
  const nan = fitted.isSince(0, 24);
  table.columns.forEach((column, index) => {
    if (isNumeric(column)) refuseOdd(column, { label, nan, index });
  });
}

/** The lists of `categories_`, one per column. */
export function categoriesOf(fitted: Fitted): Categories[] {
  return fitted.items('categories_').map((list) => {
    if (isArrayValue(list) && list.tensor?.dtype === 'int64') refuseHuge(fitted, list.tensor.bytes);
    return toCategories(fitted, 'categories_', itemsOf(list));
  });
}

/** A list of categories. Throws `ReadError` for anything but numbers, truth values, texts and None. */
export function toCategories(fitted: Fitted, name: string, items: ReturnType<typeof itemsOf>): Categories {
  if (items === null) throw fitted.fault(name, 'is no list of categories');
  const values = items.map((item) => {
    if (item === null || typeof item === 'string') return item;
    const number = numberOf(item);
    if (number === null)
      throw fitted.fault(name, `holds ${shown(item)}, which is no category that samples can hold`);
    return number;
  });
  const positions = new Map(values.map((value, i) => [value, i] as const));
  if (positions.size !== values.length) throw fitted.fault(name, 'holds a category twice');
  // A map finds NaN and takes −0 for 0, as NumPy does here.
  return { values, indexOf: (value) => positions.get(value) ?? -1 };
}

function refuseHuge(fitted: Fitted, bytes: Uint8Array): void {
  const whole = new BigInt64Array(bytes.slice().buffer);
  if (whole.some((value) => value > 2n ** 53n || value < -(2n ** 53n)))
    throw fitted.fault('categories_', 'holds whole numbers that doubles cannot tell apart');
}

/** The position of every value of a column; −1 for unknown ones. Throws where text meets numbers. */
export function encoded(column: Column, categories: Categories, label: string, index: number): Int32Array {
  const known = categories.values.filter((value) => value !== null && !Number.isNaN(value));
  const isText = !isNumeric(column);
  if (known.length > 0 && !known.some((value) => (typeof value === 'string') === isText))
    throw new ReadError(
      'corrupt',
      `${label} was fitted on ${isText ? 'numbers' : 'text'} in column ${index}; the samples hold ${isText ? 'text' : 'numbers'} there.`,
    );
  return Int32Array.from<number | string>(column as ArrayLike<number | string>, categories.indexOf);
}

/** The refusal of a value that was never seen. */
export function unseen(label: string, value: number | string | undefined, index: number): ReadError {
  return new ReadError(
    'corrupt',
    `${label} never saw ${typeof value === 'string' ? `"${value.slice(0, 60)}"` : value} in column ${index} when it was fitted, and is told to refuse unknown categories.`,
  );
}

/** The categories as what raw values look like. */
export function domainOf({ values }: Categories): Domain | null {
  const usable = values.filter((value): value is number | string => value !== null && !Number.isNaN(value));
  const alike = usable.every((value) => typeof value === typeof usable[0]);
  return usable.length > 0 && alike ? { kind: 'values', values: usable } : null;
}
