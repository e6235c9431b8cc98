import css from './Rails.module.css';
import { railPaths } from './railPaths.ts';
import type { Rail } from './rails.ts';

const STEP = 12;
const EDGE = 10;

/** Columns drawn apart; lines further out share the last one. */
const MOST = 14;

const x = (column: number): number => EDGE + Math.min(column, MOST - 1) * STEP;

/** How wide the drawing is. */
export function railsWidth(rails: readonly Rail[]): number {
  const columns = rails.reduce((most, { column }) => Math.max(most, column + 1), 1);
  return EDGE * 2 + (Math.min(columns, MOST) - 1) * STEP;
}

/** The connections beside a list of calls, for the rows in view. Those of the selected call are strong. */
export function Rails(props: {
  rails: readonly Rail[];
  first: number;
  last: number;
  rowHeight: number;
  selected: number | null;
  /** Ink of each row's dot; null for the ordinary one. */
  ink?: (row: number) => string | null;
}) {
  const { rails, first, last, rowHeight, selected } = props;
  const y = (row: number) => (row + 0.5) * rowHeight;
  return (
    <svg className={css.rails} width={railsWidth(rails)} aria-hidden="true">
      {railPaths(rails, { first, last, selected, x, y }).map(({ d, on }) => (
        <path key={d} d={d} data-on={on || undefined} />
      ))}
      {rails.slice(first, last + 1).map(({ column }, at) => {
        const row = first + at;
        const ink = props.ink?.(row);
        return (
          <circle
            key={row}
            cx={x(column)}
            cy={y(row)}
            r={row === selected ? 5 : 4}
            data-on={row === selected || undefined}
            style={ink ? { fill: `var(${ink})` } : undefined}
          />
        );
      })}
    </svg>
  );
}
