import { useSecondWord } from '../ui/Side.tsx';
import { useBox } from '../ui/useBox.ts';
import css from './VectorBars.module.css';

const HIGH = 56;
const LEFT = 30;

/** Many values as rows of bars on one scale: A, B and, where there are as many of both, their difference. */
export function VectorBars({ a, b }: { a: readonly number[]; b: readonly number[] }) {
  const second = useSecondWord();
  const [ref, box] = useBox<HTMLDivElement>();
  const width = Math.max(120, box.width || 320);
  const delta = a.length === b.length ? b.map((value, at) => value - (a[at] as number)) : null;
  const most = Math.max(1e-12, ...[...a, ...b, ...(delta ?? [])].map(Math.abs));
  const wide = (width - LEFT) / Math.max(1, a.length, b.length);
  const bars = (values: readonly number[], row: number) =>
    values
      .map((value, at) => {
        const middle = row * HIGH + HIGH / 2;
        const size = (value / most) * (HIGH / 2 - 4);
        const x = LEFT + at * wide;
        return `M${x.toFixed(1)} ${middle}h${Math.max(0.6, wide * 0.8).toFixed(2)}v${(-size).toFixed(2)}h${(-Math.max(0.6, wide * 0.8)).toFixed(2)}z`;
      })
      .join('');
  const rows = [
    { name: 'A', path: bars(a, 0), kind: css.a },
    { name: second, path: bars(b, 1), kind: css.b },
    ...(delta
      ? [
          {
            name: 'Δ',
            path: bars(
              delta.map((value) => Math.max(0, value)),
              2,
            ),
            kind: css.b,
          },
          {
            name: '',
            path: bars(
              delta.map((value) => Math.min(0, value)),
              2,
            ),
            kind: css.a,
          },
        ]
      : []),
  ];
  const says = delta
    ? `${a.length} values of A and ${second}; the largest difference is ${Math.max(...delta.map(Math.abs), 0).toPrecision(3)}.`
    : `${a.length} values of A and ${b.length} of ${second}.`;
  return (
    <div ref={ref} className={css.box}>
      <svg className="chart" width={width} height={HIGH * (delta ? 3 : 2)} role="img" aria-label={says}>
        {rows.map((row, at) => (
          <g key={row.name || 'minus'}>
            {row.name ? (
              <>
                <path d={`M${LEFT} ${at * HIGH + HIGH / 2}H${width}`} className={css.axis} />
                <text x={LEFT - 12} y={at * HIGH + HIGH / 2 + 4} textAnchor="middle">
                  {row.name}
                </text>
              </>
            ) : null}
            <path d={row.path} className={row.kind} />
          </g>
        ))}
      </svg>
      <p className="small muted">{delta ? `Δ blue where A is larger, orange where ${second} is.` : says}</p>
    </div>
  );
}
