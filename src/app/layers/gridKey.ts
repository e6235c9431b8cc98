import type { GridRow } from './gridRows.ts';

/** What the grid's keys act on. */
export interface GridActions {
  readonly rows: readonly GridRow[];
  readonly selected: GridRow | null;
  /** Rows on a page. */
  readonly page: number;
  step(by: number): void;
  select(row: GridRow | undefined): void;
  toggle(row: GridRow, fold: boolean): void;
  open(): void;
}

/** The keys of the layer grid. Anything else is left to the page. */
export function gridKey(event: React.KeyboardEvent, actions: GridActions): void {
  const { selected, page } = actions;
  const keys = new Map<string, () => void>([
    ['ArrowDown', () => actions.step(1)],
    ['ArrowUp', () => actions.step(-1)],
    ['PageDown', () => actions.step(page)],
    ['PageUp', () => actions.step(-page)],
    ['Home', () => actions.step(Number.MIN_SAFE_INTEGER)],
    ['End', () => actions.step(Number.MAX_SAFE_INTEGER)],
    [
      'ArrowLeft',
      () => {
        if (selected) foldOrUp(selected, actions);
      },
    ],
    [
      'ArrowRight',
      () => {
        if (selected?.block) actions.toggle(selected, false);
      },
    ],
    [
      'Enter',
      () => {
        if (selected) actions.open();
      },
    ],
  ]);
  const run = keys.get(event.key);
  if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  run();
}

function foldOrUp(row: GridRow, actions: GridActions): void {
  if (row.block) actions.toggle(row, true);
  else actions.select(actions.rows[row.parent]);
}
