/** What part of the maps is in view: zoom, and the cell at the top left. Shared by all three. */
export interface MapView {
  /** Cells are drawn this many times larger than when everything fits. */
  readonly zoom: number;
  readonly row: number;
  readonly column: number;
}

/** Everything in view. */
export const WHOLE: MapView = { zoom: 1, row: 0, column: 0 };

const MOST_ZOOM = 64;

/** Keeps a view inside the map. */
export function within(view: MapView, rows: number, columns: number): MapView {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom));
  const clamp = (value: number, size: number) => Math.min(size - size / zoom, Math.max(0, value));
  return { zoom, row: clamp(view.row, rows), column: clamp(view.column, columns) };
}

/** The view zoomed by a factor around a cell. */
export function zoomed(
  view: MapView,
  by: number,
  rows: number,
  columns: number,
  at?: readonly [number, number],
): MapView {
  const [row, column] = at ?? [view.row + rows / view.zoom / 2, view.column + columns / view.zoom / 2];
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * by));
  const ratio = view.zoom / zoom;
  return within(
    { zoom, row: row - (row - view.row) * ratio, column: column - (column - view.column) * ratio },
    rows,
    columns,
  );
}

/** The view with a cell in its middle, close enough to read its value. */
export function centredOn(row: number, column: number, rows: number, columns: number): MapView {
  const zoom = Math.min(MOST_ZOOM, Math.max(4, columns / 12));
  return within({ zoom, row: row - rows / zoom / 2, column: column - columns / zoom / 2 }, rows, columns);
}
