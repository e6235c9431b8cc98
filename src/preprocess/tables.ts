import { ReadError, sizeOf, type Tensor, toFloat64 } from '../model/index.ts';
import { isNumberType, type NumberType, promoted } from './NumberType.ts';
import { type Column, isNumeric, type Table } from './Table.ts';
import type { Domain, Transform } from './Transform.ts';

/** An array of samples as a table: [rows, columns], or [rows] as one column. Throws `ReadError` for other shapes and types, and no rows. */
export function tableOf(tensor: Tensor, name: string): Table {
  const [rows = 0, width = 1] = tensor.shape;
  if (tensor.shape.length === 0 || tensor.shape.length > 2)
    throw new ReadError(
      'corrupt',
      `Preprocessing takes a table of samples and columns; the array ${name} has ${tensor.shape.length} axes.`,
    );
  if (rows === 0 || width === 0)
    throw new ReadError(
      'corrupt',
      `The array ${name} holds ${rows === 0 ? 'no samples' : 'samples of no columns'}.`,
    );
  const { strings } = tensor;
  const columnsOf = <T extends Column>(make: (pick: (row: number) => number) => T): T[] =>
    Array.from({ length: width }, (_, column) => make((row) => row * width + column));
  if (strings)
    return {
      ...{ rows, type: 'object' },
      columns: columnsOf((at) => Array.from({ length: rows }, (_, row) => strings[at(row)] ?? '')),
    };
  const { type, numbers } = exact(tensor, name);
  return {
    ...{ rows, type },
    columns: columnsOf((at) => Float64Array.from({ length: rows }, (_, row) => numbers[at(row)] as number)),
  };
}

/** The columns of a table with a header, one array each, as the samples that a DataFrame of them would be. */
export function tableOfColumns(columns: ReadonlyMap<string, Tensor>): Table {
  const tables = [...columns].map(([name, tensor]) => tableOf(tensor, name));
  const rows = tables[0]?.rows ?? 0;
  const wide = [...columns.keys()].find(
    (_, i) => tables[i]?.columns.length !== 1 || tables[i]?.rows !== rows,
  );
  if (wide !== undefined || tables.length === 0)
    throw new ReadError(
      'corrupt',
      `The column ${wide ?? ''} does not hold one value for each of ${rows} rows.`,
    );
  return {
    ...{ rows, names: [...columns.keys()], columns: tables.flatMap((table) => table.columns) },
    type: tables
      .map(({ type }) => type)
      .reduce((x, y) => (x === 'object' || y === 'object' ? 'object' : promoted(x, y))),
  };
}

function exact(tensor: Tensor, name: string): { readonly type: NumberType; readonly numbers: Float64Array } {
  const numbers = toFloat64(tensor);
  const type = tensor.dtype;
  if (!isNumberType(type) || numbers === null || numbers.length !== sizeOf(tensor.shape))
    throw new ReadError(
      'corrupt',
      `The array ${name} holds ${tensor.dtype} values, which preprocessing cannot take.`,
    );
  if (/^u?int64$/.test(tensor.dtype) && numbers.some((value) => Math.abs(value) > 2 ** 53))
    throw new ReadError(
      'corrupt',
      `The array ${name} holds whole numbers beyond 2⁵³, which doubles cannot tell apart.`,
    );
  return { type, numbers };
}

/** A table of numbers as float64 [rows, columns]; `null` when a column holds text. */
export function tensorOf({ rows, columns }: Table): Tensor | null {
  if (!columns.every(isNumeric)) return null;
  const values = new Float64Array(rows * columns.length);
  columns.forEach((column, i) => {
    for (let row = 0; row < rows; row++)
      values[row * columns.length + i] = (column as Float64Array)[row] as number;
  });
  return { dtype: 'float64', shape: [rows, columns.length], bytes: new Uint8Array(values.buffer) };
}

/**
 * Raw samples in the range that a transform was fitted on, where it says; standard normal numbers elsewhere. `uniform` draws from
 * [0, 1).
 */
export function drawTable(
  { domains, features }: Transform,
  rows: number,
  width: number,
  uniform: () => number,
): Table {
  const columns = Array.from({ length: features ?? width }, (_, i) =>
    drawn(domains[i] ?? null, rows, uniform),
  );
  return { rows, columns, type: columns.every(isNumeric) ? 'float64' : 'object' };
}

function drawn(domain: Domain | null, rows: number, uniform: () => number): Column {
  const draw = <T>(one: () => T): T[] => Array.from({ length: rows }, one);
  if (domain === null)
    return Float64Array.from(
      draw(() => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())),
    );
  if (domain.kind === 'between')
    return Float64Array.from(draw(() => domain.low + (domain.high - domain.low) * uniform()));
  const picked = draw(() => domain.values[Math.floor(uniform() * domain.values.length)] as number | string);
  return picked.every((value) => typeof value === 'number')
    ? Float64Array.from(picked as number[])
    : (picked as string[]);
}
