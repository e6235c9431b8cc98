import { ReadError, type Tensor } from '../../model/index.ts';
import { type NamedArrays, tableArrays } from './NamedArrays.ts';
import { type Row, readRows } from './readRows.ts';

/**
 * Reads a table. Without a header it is one array `x`, [rows, columns]; with one, every column is an array of its own,
 * [rows, 1], under its name. A column is numbers (float64) or text, as its first filled cell is; an empty cell of a
 * column of numbers is NaN, as pandas reads it. Throws `ReadError` with the line, and where a header would be a guess.
 */
export function parseCsv(text: string, name: string): NamedArrays {
  const rows = readRows(text.replace(/^\uFEFF/, ''), name);
  const [first, ...rest] = rows;
  if (!first) throw noRows(name);
  const header = hasHeader(first, rest[0], name) ? withoutHash(first.cells) : null;
  const body = header ? rest : rows;
  if (body.length === 0) throw noRows(name);
  const columns = first.cells.map((_, column) => columnOf(body, column, name));
  if (!header) return new Map([['x', joined(columns, body.length, name)]]);
  checkHeader(header, name);
  return tableArrays(new Map(columns.map((column, i) => [header[i] as string, asTensor(column)])));
}

type Column = Float64Array | readonly string[];

/** Whether the first line names the columns: words above at least one number. */
function hasHeader(first: Row, second: Row | undefined, name: string): boolean {
  const { cells } = first;
  if (cells.length > 2 && cells.every((cell, i) => cell === String(i))) {
    throw new ReadError(
      'corrupt',
      `The first line of \`${name}\` counts 0, 1, 2 …: it may be a sample, or a header that pandas made up. Save with header=False, or name the columns.`,
      `line ${first.line}`,
    );
  }
  if (cells.some((cell) => isNumber(cell) || cell === '') && !isIndexed(cells)) return false;
  if (
    second === undefined ||
    second.cells.some((cell) => isNumber(cell) || isCommaNumber(cell) || cell === '')
  )
    return true;
  throw new ReadError(
    'corrupt',
    `\`${name}\` holds nothing but text, so that its first line may be names or a sample. Save lines of text as .txt, or records as .json.`,
    `line ${first.line}`,
  );
}

/** The header that pandas writes above an index: its first name is empty. */
const isIndexed = (cells: readonly string[]): boolean =>
  cells.length > 1 && cells[0] === '' && cells.slice(1).every((cell) => cell !== '' && !isNumber(cell));

/** `numpy.savetxt` writes its header as a comment. */
const withoutHash = ([first = '', ...others]: readonly string[]): readonly string[] => [
  first.replace(/^# /, ''),
  ...others,
];

function checkHeader(header: readonly string[], name: string): void {
  const nameless = header.indexOf('');
  if (nameless >= 0) {
    const index = nameless === 0 ? ' It looks like the index that pandas writes: save with index=False.' : '';
    throw new ReadError('corrupt', `Column ${nameless + 1} of \`${name}\` has no name.${index}`, 'line 1');
  }
  const seen = new Set<string>();
  const twice = header.find((it) => seen.size === seen.add(it).size);
  if (twice !== undefined)
    throw new ReadError('corrupt', `\`${name}\` has two columns "${twice}".`, 'line 1');
}

function columnOf(rows: readonly Row[], column: number, name: string): Column {
  const filled = rows.find(({ cells }) => cells[column] !== '');
  const isText = filled !== undefined && !isNumber(filled.cells[column] ?? '');
  if (isText && !isCommaNumber(filled.cells[column] ?? ''))
    return rows.map(({ cells }) => cells[column] ?? '');
  return Float64Array.from(rows, ({ line, cells }) => numberIn(cells[column] ?? '', line, name));
}

function numberIn(cell: string, line: number, name: string): number {
  if (cell === '') return Number.NaN;
  if (isNumber(cell)) return numberOf(cell);
  const why = isCommaNumber(cell) ? 'a decimal comma; write points' : 'which is no number';
  throw new ReadError(
    'corrupt',
    `Line ${line} of \`${name}\` holds "${cell.slice(0, 40)}", ${why}.`,
    `line ${line}`,
  );
}

const asTensor = (column: Column): Tensor =>
  column instanceof Float64Array
    ? { dtype: 'float64', shape: [column.length, 1], bytes: new Uint8Array(column.buffer) }
    : { dtype: 'string', shape: [column.length, 1], bytes: new Uint8Array(), strings: [...column] };

function joined(columns: readonly Column[], rows: number, name: string): Tensor {
  const shape = [rows, columns.length];
  const numbers = columns.filter((it) => it instanceof Float64Array);
  if (numbers.length === columns.length) {
    const values = new Float64Array(rows * columns.length);
    numbers.forEach((column, c) => {
      for (let row = 0; row < rows; row++) values[row * columns.length + c] = column[row] as number;
    });
    return { dtype: 'float64', shape, bytes: new Uint8Array(values.buffer) };
  }
  const texts = columns.filter((it) => !(it instanceof Float64Array));
  if (texts.length < columns.length) {
    throw new ReadError(
      'corrupt',
      `\`${name}\` holds columns of text beside columns of numbers, and no header says which belong to which input. Add a first line with the names.`,
    );
  }
  const strings = Array.from({ length: rows }, (_, row) => texts.map((it) => it[row] as string)).flat();
  return { dtype: 'string', shape, bytes: new Uint8Array(), strings };
}

function noRows(name: string): ReadError {
  return new ReadError('not-a-model', `\`${name}\` holds no rows.`);
}

const isCommaNumber = (text: string): boolean => /^[+-]?\d+,\d+$/.test(text);

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) || /^[+-]?(nan|inf|infinity)$/i.test(text);
}

function numberOf(text: string): number {
  const word = text.toLowerCase().replace(/^\+/, '');
  if (word.endsWith('nan')) return Number.NaN;
  if (word.includes('inf')) return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}
