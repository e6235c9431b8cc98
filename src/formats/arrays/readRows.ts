import { ReadError } from '../../model/index.ts';

/** More than these are no sample set. */
const MAX_ROWS = 1_000_000;
const MAX_CELLS = 50_000_000;

const [LINE_FEED, RETURN] = [10, 13];

/** One line of a table: where it begins, and its cells without their quotes. */
export interface Row {
  /** Counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Splits comma-, semicolon- or tab-separated text into rows (RFC 4180: quotes may hold separators, line breaks and doubled
 * quotes). Empty lines are skipped. Throws `ReadError` when rows differ in length or a quote does not end.
 */
export function readRows(text: string, name: string): Row[] {
  const separator = separatorOf(text);
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  for (let at = 0; at <= text.length; ) {
    const { cell, next, breaks } =
      text[at] === '"' ? quoted(text, at, name, line) : plain(text, at, separator);
    line += breaks;
    cells.push(cell);
    const end = text[next];
    at = next + (end === '\r' && text[next + 1] === '\n' ? 2 : 1);
    if (end === separator) continue;
    if (end !== undefined && end !== '\n' && end !== '\r') throw strayQuote(name, line);
    keepRow(rows, { line: start, cells }, name);
    cells = [];
    if (end !== undefined) line += 1;
    start = line;
  }
  return rows;
}

interface Cell {
  readonly cell: string;
  /** Where its separator, line end or the end of the text stands. */
  readonly next: number;
  readonly breaks: number;
}

function plain(text: string, from: number, separator: string): Cell {
  const ends = separator.charCodeAt(0);
  let next = from;
  for (; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === ends || code === LINE_FEED || code === RETURN) break;
  }
  return { cell: text.slice(from, next).trim(), next, breaks: 0 };
}

function quoted(text: string, from: number, name: string, line: number): Cell {
  let cell = '';
  for (let at = from + 1; ; ) {
    const end = text.indexOf('"', at);
    if (end < 0)
      throw new ReadError(
        'corrupt',
        `A quote in \`${name}\` opens in line ${line} and does not end.`,
        `line ${line}`,
      );
    cell += text.slice(at, end);
    if (text[end + 1] !== '"') {
      const breaks = cell.split('\n').length - 1;
      return { cell, next: end + 1, breaks };
    }
    cell += '"';
    at = end + 2;
  }
}

function keepRow(rows: Row[], row: Row, name: string): void {
  if (row.cells.length === 1 && row.cells[0] === '') return;
  const width = rows[0]?.cells.length ?? row.cells.length;
  if (row.cells.length !== width) {
    throw new ReadError(
      'corrupt',
      `Line ${row.line} of \`${name}\` has ${row.cells.length} fields, the first line has ${width}.`,
      `line ${row.line}`,
    );
  }
  rows.push(row);
  if (rows.length <= MAX_ROWS && rows.length * width <= MAX_CELLS) return;
  const limit = Math.min(MAX_ROWS, Math.floor(MAX_CELLS / width)).toLocaleString('en');
  throw new ReadError('too-large', `\`${name}\` has more than ${limit} rows.`, `line ${row.line}`);
}

function strayQuote(name: string, line: number): ReadError {
  return new ReadError(
    'corrupt',
    `Line ${line} of \`${name}\` goes on after a closing quote.`,
    `line ${line}`,
  );
}

/** The first of tab, semicolon and comma that the first line holds outside quotes. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const first = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
  return ['\t', ';', ','].find((it) => first.includes(it)) ?? ',';
}
