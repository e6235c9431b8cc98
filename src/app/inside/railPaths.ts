import type { Rail } from './rails.ts';

/** A part of the drawing, as an SVG path. */
export interface RailPath {
  readonly d: string;
  /** It leads to or from the selected call. */
  readonly on: boolean;
}

/** What is drawn: which rows, where a column and a row lie, and which row is selected. */
export interface RailView {
  readonly first: number;
  readonly last: number;
  readonly selected: number | null;
  readonly x: (column: number) => number;
  readonly y: (row: number) => number;
}

/** The lines that cross the rows in view, those of the selected call last. */
export function railPaths(rails: readonly Rail[], view: RailView): RailPath[] {
  const { first, last } = view;
  const shown = new Map<string, boolean>();
  for (let row = 0; row <= last && row < rails.length; row++) {
    const rail = rails[row];
    if (!rail || rail.to < first || rail.readers.length === 0) continue;
    for (const { d, on } of [...straight(rails, row, rail, view), ...bends(rails, row, rail, view)])
      shown.set(d, on || (shown.get(d) ?? false));
  }
  return [...shown].map(([d, on]) => ({ d, on })).sort((x, y) => Number(x.on) - Number(y.on));
}

/** Down the call's own column, as far as the last call that reads it, or the row above that. */
function straight(rails: readonly Rail[], row: number, rail: Rail, view: RailView): RailPath[] {
  const end = rails[rail.to]?.column === rail.column ? rail.to : rail.to - 1;
  const [from, to] = [Math.max(row, view.first - 1), Math.min(end, view.last + 1)];
  if (to <= from) return [];
  const d = `M${view.x(rail.column)} ${view.y(from)}V${view.y(to)}`;
  return [{ d, on: row === view.selected || (rail.to === view.selected && end === rail.to) }];
}

/** Over to the calls in other columns. */
function bends(
  rails: readonly Rail[],
  row: number,
  rail: Rail,
  { first, last, selected, x, y }: RailView,
): RailPath[] {
  return rail.readers.flatMap((reader) => {
    const column = rails[reader]?.column ?? rail.column;
    if (reader < first || reader > last + 1 || column === rail.column) return [];
    const [from, to, top, bottom] = [x(rail.column), x(column), y(reader - 1), y(reader)];
    const half = (top + bottom) / 2;
    const d = `M${from} ${top}C${from} ${half} ${to} ${half} ${to} ${bottom}`;
    return [{ d, on: row === selected || reader === selected }];
  });
}
