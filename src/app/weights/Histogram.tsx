import { useState } from 'react';
import { count, figure } from '../ui/figures.ts';
import { useBox } from '../ui/useBox.ts';
import css from './Histogram.module.css';

const HEIGHT = 170;
const AXIS = 20;

interface Series {
  readonly counts: readonly number[];
  readonly kind: 'a' | 'b' | 'delta';
}

/** Counts over one range as steps. The differences are split at zero into A's hue and B's. */
export function Histogram(props: {
  from: number;
  to: number;
  series: readonly Series[];
  log: boolean;
  says: string;
}) {
  const { from, to, series, log } = props;
  const [ref, box] = useBox<HTMLDivElement>();
  const [hover, setHover] = useState<number | null>(null);
  const width = box.width || 400;
  const bins = series[0]?.counts.length ?? 0;
  const most = Math.max(1, ...series.flatMap((one) => one.counts));
  const scaled = (value: number) => (log ? Math.log1p(value) / Math.log1p(most) : value / most);
  const y = (value: number) => HEIGHT - scaled(value) * (HEIGHT - 8);
  const x = (bin: number) => (bin / Math.max(1, bins)) * width;
  const zero = from < 0 && to > 0 ? (-from / (to - from)) * bins : from >= 0 ? 0 : bins;
  const path = (counts: readonly number[], start: number, end: number) => {
    let d = `M${x(start)} ${HEIGHT}`;
    for (let bin = start; bin < end; bin++)
      d += `V${y(counts[bin] ?? 0).toFixed(1)}H${x(bin + 1).toFixed(1)}`;
    return `${d}V${HEIGHT}`;
  };
  const half = Math.round(zero);
  const ticks = [from, (from + to) / 2, to];
  const at = (bin: number) => from + ((to - from) * bin) / bins;
  return (
    <div ref={ref} className={css.box}>
      <svg
        className="chart"
        width={width}
        height={HEIGHT + AXIS}
        role="img"
        aria-label={props.says}
        onPointerMove={(event) => {
          const rect = event.currentTarget.getBoundingClientRect();
          setHover(
            Math.min(bins - 1, Math.max(0, Math.floor(((event.clientX - rect.left) / rect.width) * bins))),
          );
        }}
        onPointerLeave={() => setHover(null)}
      >
        {[0.25, 0.5, 0.75, 1].map((part) => (
          <path key={part} d={`M0 ${HEIGHT - part * (HEIGHT - 8)}H${width}`} className={css.line} />
        ))}
        {series.map((one) =>
          one.kind === 'delta' ? (
            <g key="delta">
              <path d={path(one.counts, 0, half)} className={css.a} />
              <path d={path(one.counts, half, bins)} className={css.bSolid} />
              <path d={`M${x(zero)} 0V${HEIGHT}`} className={css.zero} />
            </g>
          ) : (
            <path key={one.kind} d={path(one.counts, 0, bins)} className={css[one.kind]} />
          ),
        )}
        <path d={`M0 ${HEIGHT}H${width}`} className={css.axis} />
        {ticks.map((tick, index) => (
          <text
            key={tick}
            x={(index / 2) * width}
            y={HEIGHT + 15}
            textAnchor={(['start', 'middle', 'end'] as const)[index] ?? 'middle'}
          >
            {figure(tick, 2)}
          </text>
        ))}
        {hover === null ? null : <path d={`M${x(hover + 0.5)} 0V${HEIGHT}`} className={css.cross} />}
      </svg>
      <div className={css.readout} aria-hidden="true">
        {hover === null
          ? ''
          : `${figure(at(hover))} to ${figure(at(hover + 1))}: ${series
              .map(
                (one) =>
                  `${one.kind === 'delta' ? '' : `${one.kind.toUpperCase()} `}${count(one.counts[hover] ?? 0)}`,
              )
              .join(', ')}`}
      </div>
    </div>
  );
}
