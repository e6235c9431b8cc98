import { ReadError, sizeOf, type Tensor, toFloat64 } from '../model/index.ts';
import { type Column, isNumeric, type Table } from './Table.ts';
import type { Domain, Transform } from './Transform.ts';

/** An array of samples as a table: [rows, columns], or [rows] as one column. */
export function tableOf(tensor: Tensor, name: string): Table {
  const [rows = 0, width = 1] = tensor.shape;
  if (tensor.shape.length === 0 || tensor.shape.length > 2)
    throw new ReadError(
      'corrupt',
      `Preprocessing takes a table of samples and columns; the array ${name} has ${tensor.shape.length} axes.`,
    );
  const { strings } = tensor;
  const columnsOf = <T extends Column>(make: (pick: (row: number) => number) => T): T[] =>
    Array.from({ length: width }, (_, column) => make((row) => row * width + column));
  if (strings)
    return {
      rows,
      columns: columnsOf((at) => Array.from({ length: rows }, (_, row) => strings[at(row)] ?? '')),
    };
  const numbers = exact(tensor, name);
  return {
    rows,
    columns: columnsOf((at) => Float64Array.from({ length: rows }, (_, row) => numbers[at(row)] as number)),
  };
}

function exact(tensor: Tensor, name: string): Float64Array {
  const numbers = toFloat64(tensor);
  if (numbers === null || numbers.length !== sizeOf(tensor.shape))
    throw new ReadError(
      'corrupt',
      `The array ${name} holds ${tensor.dtype} values, which preprocessing cannot take.`,
    );
  if (/^u?int64$/.test(tensor.dtype) && numbers.some((value) => Math.abs(value) > 2 ** 53))
    throw new ReadError(
      'corrupt',
      `The array ${name} holds whole numbers beyond 2⁵³, which doubles cannot tell apart.`,
    );
  return numbers;
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
  return { rows, columns };
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
