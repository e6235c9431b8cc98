import type { Move } from './moves.ts';
import css from './Wires.module.css';

const MANY = 40;

interface Props {
  readonly moves: readonly Move[];
  /** Where each row of the report stands in the list; a folded row stands where its block does. */
  readonly positions: ReadonlyMap<number, number>;
  readonly rowHeight: number;
  readonly first: number;
  readonly last: number;
  readonly width: number;
  readonly selected: number | null;
  readonly onJump: (row: number) => void;
}

/** The pairing curves over the visible rows: from A's row to the row of B that holds its values. */
export function Wires(props: Props) {
  const { positions, first, last, selected } = props;
  const inView = props.moves.flatMap((move) => {
    const from = positions.get(move.from);
    const to = positions.get(move.to);
    if (from === undefined || to === undefined) return [];
    if (Math.max(from, to) < first || Math.min(from, to) > last) return [];
    const touches = [from, to].some((end) => end >= first && end <= last);
    return touches ? [{ ...move, fromAt: from, toAt: to }] : [];
  });
  const crowded = inView.length > MANY;
  return (
    <svg className={css.wires} aria-hidden="true">
      {inView.map((curve) => (
        <Curve
          key={`${curve.from}>${curve.to}`}
          {...props}
          curve={curve}
          dots={crowded && curve.from !== selected && curve.to !== selected}
        />
      ))}
    </svg>
  );
}

function Curve(props: Props & { curve: Move & { fromAt: number; toAt: number }; dots: boolean }) {
  const { curve, rowHeight, first, last, width } = props;
  const middle = (position: number) => (position + 0.5) * rowHeight;
  if (props.dots) return <circle className={css.dot} cx={2} cy={middle(curve.fromAt)} r={3} />;
  const clamp = (position: number) => Math.min(last + 0.5, Math.max(first - 0.5, position));
  const [y1, y2] = [middle(clamp(curve.fromAt)), middle(clamp(curve.toAt))];
  const path = `M0 ${y1}C${width * 0.6} ${y1} ${width * 0.4} ${y2} ${width} ${y2}`;
  const away =
    curve.fromAt < first || curve.fromAt > last
      ? 'from'
      : curve.toAt < first || curve.toAt > last
        ? 'to'
        : null;
  return (
    <g>
      <path d={path} className={css.gap} />
      <path d={path} className={css.curve} />
      <circle className={css.dot} cx={2} cy={y1} r={3} />
      <path className={css.arrow} d={`M${width - 6} ${y2 - 4.5}L${width} ${y2}l-6 4.5z`} />
      {away ? (
        <g className={css.chip} onPointerDown={() => props.onJump(curve[away])}>
          <Chip
            x={width / 2}
            y={away === 'from' ? y1 : y2}
            row={curve[away]}
            down={(curve[`${away}At`] ?? 0) > last}
          />
        </g>
      ) : null}
    </g>
  );
}

function Chip({ x, y, row, down }: { x: number; y: number; row: number; down: boolean }) {
  const at = down ? y - 14 : y + 14;
  return (
    <>
      <rect x={x - 30} y={at - 9} width={60} height={18} rx={3} />
      <text x={x - 5} y={at + 4} textAnchor="middle">
        {(row + 1).toLocaleString('en-US')}
      </text>
      <path d={down ? `M${x + 16} ${at - 2}l4 4 4-4` : `M${x + 16} ${at + 2}l4-4 4 4`} />
    </>
  );
}
