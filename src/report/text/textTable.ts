import type { StateName } from '../words/stateWords.ts';
import { visible } from '../words/visible.ts';
import { type Ink, stressOf } from './Ink.ts';
import { shorten } from './wrap.ts';

/** A column: its head, and where its text stands. The first column gives way when the line gets too long. */
export interface Column {
  readonly head: string;
  readonly align: 'start' | 'end';
}

/** A cell; with a state it is stressed like that state. */
export interface Cell {
  readonly text: string;
  readonly state?: StateName;
}

const GAP = 2;
const LEAST = 12;
const NARROW = 90;

/** Columns under their heads, as lines no longer than `width` as far as the names allow. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
  ink: Ink,
): string[] {
  const clean = rows.map((row) => row.map((cell) => ({ ...cell, text: visible(cell.text) })));
  const widths = columnWidths(columns, clean, width);
  const line = (cells: readonly Cell[], head: boolean): string =>
    cells
      .map((cell, at) => {
        const column = widths[at] ?? 0;
        const text = shorten(cell.text, column);
        const space = ' '.repeat(Math.max(0, column - [...text].length));
        const inked = stressed(cell, text, head, ink);
        return columns[at]?.align === 'end' ? space + inked : inked + space;
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  const heads = columns.map((column) => ({ text: column.head }));
  return [line(heads, true), ...clean.map((cells) => line(cells, false))];
}

function stressed(cell: Cell, text: string, head: boolean, ink: Ink): string {
  if (text === '') return '';
  if (head) return ink('muted', text);
  return cell.state === undefined ? text : ink(stressOf(cell.state), text);
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): number[] {
  const natural = columns.map((column, at) =>
    Math.max([...column.head].length, ...rows.map((row) => [...(row[at]?.text ?? '')].length)),
  );
  const capped = natural.map((one, at) => (at === 0 ? one : Math.min(one, width < NARROW ? 12 : 28)));
  const others = capped.slice(1).reduce((sum, one) => sum + one + GAP, 0);
  return capped.map((one, at) => (at === 0 ? Math.min(one, Math.max(LEAST, width - others)) : one));
}
