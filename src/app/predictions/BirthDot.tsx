import { figure } from '../ui/figures.ts';
import css from './BirthDot.module.css';
import type { DivergencePoint } from './divergencePoints.ts';

const DOTS_UP_TO = 80;
const MOST_CHARACTERS = 24;

/** A point of the divergence chart: ring and dot with its name where a difference is born, small elsewhere. */
export function BirthDot(props: {
  crowded: boolean;
  total: number;
  /** Places along the layers whose names have room. */
  named: ReadonlySet<number>;
  cx?: number;
  cy?: number;
  payload?: DivergencePoint;
}) {
  const { cx, cy, payload } = props;
  if (cx === undefined || cy === undefined || !payload) return null;
  if (!payload.born || props.crowded) {
    if (props.total > DOTS_UP_TO && !payload.born) return null;
    return <circle cx={cx} cy={cy} r={2.5} className={payload.born ? css.mark : css.dot} />;
  }
  const short = shortened(payload.name.slice(payload.name.lastIndexOf('/') + 1));
  const late = payload.at > props.total * 0.8;
  const x = late ? cx - 10 : cx + 10;
  return (
    <g>
      <circle cx={cx} cy={cy} r={6} className={css.ring} />
      <circle cx={cx} cy={cy} r={2.5} className={css.mark} />
      {props.named.has(payload.at) ? (
        <g textAnchor={late ? 'end' : 'start'}>
          <text x={x} y={cy + 34} className={css.name}>
            {short} {figure(payload.error)}
          </text>
          <text x={x} y={cy + 48} className={css.word}>
            born here
          </text>
        </g>
      ) : null}
    </g>
  );
}

/** Both ends of a name that would leave the chart. */
function shortened(name: string): string {
  if (name.length <= MOST_CHARACTERS) return name;
  const half = MOST_CHARACTERS / 2;
  return `${name.slice(0, half - 1)}…${name.slice(-half)}`;
}
