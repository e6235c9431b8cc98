import type { Proof } from '../../report/index.ts';
import { gap } from '../ui/figures.ts';
import { useBox } from '../ui/useBox.ts';
import css from './ProofChart.module.css';

const LEFT = 42;
const STEP = 13;
const LOW = -8;
const HIGH = 1;
const TICKS = [1e-7, 1e-5, 1e-3, 0.1, 10];

/** The gap before and after undoing the cause, one line per sample, with the noise shaded. */
export function ProofChart({ proof }: { proof: Proof }) {
  const [ref, box] = useBox<HTMLDivElement>();
  const width = Math.min(440, box.width || 300);
  const x = (value: number) => {
    const part = (Math.log10(Math.max(value, 1e-8)) - LOW) / (HIGH - LOW);
    return LEFT + Math.min(1, part) * (width - LEFT - 12);
  };
  const bottom = proof.lines.length * STEP + 8;
  const befores = proof.lines.map((line) => line.before);
  const worst = Math.max(...proof.lines.map((line) => line.after));
  const says = `Gap before: ${gap(Math.min(...befores))} to ${gap(Math.max(...befores))}. After: at most ${gap(worst)}, ${
    worst <= proof.floor ? 'inside the noise' : 'still above the noise'
  }.`;
  const single = proof.lines.length === 1 ? proof.lines[0] : undefined;
  return (
    <figure className={css.figure} ref={ref}>
      <figcaption>
        <b>{single ? 'Largest gap' : 'Gap per sample'}</b>
        {proof.total > proof.lines.length ? `, ${proof.lines.length} of ${proof.total}` : ''}, before{' '}
        <svg width="9" height="9" aria-hidden="true">
          <circle cx="4.5" cy="4.5" r="3.5" className={css.before} />
        </svg>{' '}
        {single ? gap(single.before) : ''} and after{' '}
        <svg width="9" height="9" aria-hidden="true">
          <rect x="1.5" y="1.5" width="6" height="6" className={css.after} />
        </svg>{' '}
        {single ? gap(single.after) : ''} undoing it
      </figcaption>
      <svg className="chart" width={width} height={bottom + 18} role="img" aria-label={says}>
        <rect
          x={LEFT}
          y={0}
          width={Math.max(0, x(proof.floor) - LEFT)}
          height={bottom}
          className={css.noise}
        />
        <path d={`M${x(proof.floor)} 0V${bottom}`} className={css.edge} />
        {TICKS.map((tick) => (
          <g key={tick}>
            <path d={`M${x(tick)} 0V${bottom}`} className={css.decade} />
            <text x={x(tick)} y={bottom + 14} textAnchor="middle">
              {tick < 0.01 ? `1e−${-Math.log10(tick)}` : tick}
            </text>
          </g>
        ))}
        {proof.lines.map((line, at) => {
          const y = at * STEP + STEP / 2 + 4;
          return (
            <g key={line.label} className="data">
              <text x={LEFT - 8} y={y + 4} textAnchor="end">
                {line.label}
              </text>
              <path d={`M${x(line.after) + 4} ${y}H${x(line.before) - 4}`} className={css.line} />
              <circle cx={x(line.before)} cy={y} r={4} className={css.before} />
              <rect x={x(line.after) - 3.5} y={y - 3.5} width={7} height={7} className={css.after} />
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
