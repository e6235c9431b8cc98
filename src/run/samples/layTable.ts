import { type Port, ReadError, type Tensor, toFloat64 } from '../../model/index.ts';

type Columns = ReadonlyMap<string, Tensor>;

/**
 * A table's columns as arrays of a model's inputs: a column of an input's own name; else `name[0]`, `name_0` or `name.0`
 * and so on, counted from 0 or 1; else, for a model with one input, all columns as they stand. What is left over is noted.
 * Throws `ReadError` when an input gets no columns, or another number than it takes.
 */
export function layTable(
  ports: readonly Port[],
  columns: Columns,
  source: string,
  notes: string[],
): Map<string, Tensor> {
  const used = new Set<string>();
  const laid = ports.map((port): [string, Tensor] => {
    const keys = columnsOf(port, ports.length === 1, columns, notes);
    if (keys.length === 0 || !fits(port, keys.length)) throw misfit(port, keys, columns, source);
    for (const key of keys) used.add(key);
    return [port.name, joined(port, keys, columns, source)];
  });
  const left = [...columns.keys()].filter((key) => !used.has(key));
  if (left.length > 0) notes.push(`Columns that no input takes: ${left.join(', ')}.`);
  return new Map(laid);
}

function columnsOf(port: Port, alone: boolean, columns: Columns, notes: string[]): string[] {
  if (columns.has(port.name)) return [port.name];
  const numbered = NUMBERINGS.map((nameOf) => run(port, nameOf, columns)).find((keys) => keys.length > 0);
  if (numbered || !alone) return numbered ?? [];
  const keys = [...columns.keys()];
  if (fits(port, keys.length)) notes.push(`The columns ${shortened(keys)} were taken in their order.`);
  return keys;
}

const NUMBERINGS: readonly ((name: string, i: number) => string)[] = [
  (name, i) => `${name}[${i}]`,
  (name, i) => `${name}_${i}`,
  (name, i) => `${name}.${i}`,
];

function run(port: Port, nameOf: (name: string, i: number) => string, columns: Columns): string[] {
  const keys: string[] = [];
  const first = columns.has(nameOf(port.name, 0)) ? 0 : 1;
  for (let i = first; columns.has(nameOf(port.name, i)); i++) keys.push(nameOf(port.name, i));
  return keys;
}

/** Values that one sample of an input has; `null` when the input leaves that open. */
function widthOf({ shape }: Port): number | null {
  const axes = shape.slice(1);
  return axes.some((size) => size === null) ? null : axes.reduce((n: number, size) => n * (size ?? 1), 1);
}

function fits(port: Port, count: number): boolean {
  const width = widthOf(port);
  return width === null ? port.shape.length === 2 : width === count;
}

function joined(port: Port, keys: readonly string[], columns: Columns, source: string): Tensor {
  const tensors = keys.map((key) => columns.get(key) as Tensor);
  const rows = tensors[0]?.shape[0] ?? 0;
  const only = tensors.length === 1 ? tensors[0] : undefined;
  if (only) return only;
  const fixed = widthOf(port) === null ? [keys.length] : (port.shape.slice(1) as number[]);
  const shape = [rows, ...fixed];
  const texts = tensors.flatMap(({ strings }) => (strings ? [strings] : []));
  if (texts.length === tensors.length) {
    const strings = Array.from({ length: rows }, (_, row) => texts.map((it) => it[row] as string)).flat();
    return { dtype: 'string', shape, bytes: new Uint8Array(), strings };
  }
  const numbers = tensors.map((tensor) => (tensor.strings ? null : toFloat64(tensor)));
  const values = new Float64Array(rows * keys.length);
  numbers.forEach((column, c) => {
    if (column?.length !== rows)
      throw new ReadError(
        'corrupt',
        `Column ${keys[c]} of ${source} does not hold one number a row, as the other columns of input "${port.name}" do.`,
      );
    for (let row = 0; row < rows; row++) values[row * keys.length + c] = column[row] as number;
  });
  return { dtype: 'float64', shape, bytes: new Uint8Array(values.buffer) };
}

function misfit(port: Port, keys: readonly string[], columns: Columns, source: string): ReadError {
  const names = shortened([...columns.keys()]);
  const width = widthOf(port);
  return new ReadError(
    keys.length === 0 ? 'missing-part' : 'corrupt',
    keys.length === 0
      ? `${source} has no column for input "${port.name}". Its columns are ${names}.`
      : `Input "${port.name}" takes ${width === null ? `[${port.shape.join(', ')}]` : `${width} values`} a sample; ${source} has ${keys.length} columns for it: ${shortened(keys)}.`,
  );
}

const shortened = (keys: readonly string[]): string =>
  keys.length > 8 ? `${keys.slice(0, 7).join(', ')} and ${keys.length - 7} more` : keys.join(', ');
