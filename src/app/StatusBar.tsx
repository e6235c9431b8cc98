import type { Report } from '../report/index.ts';
import css from './StatusBar.module.css';
import type { Comparison } from './state/comparison.ts';
import { duration, gap } from './ui/figures.ts';
import { Icon } from './ui/Icon.tsx';

const BACKENDS = { webgl: 'WebGL', wasm: 'wasm', cpu: 'cpu' } as const;

/** The line at the foot: what computed, on what, how exactly, how long. */
export function StatusBar({ comparison, report }: { comparison: Comparison; report: Report | null }) {
  const run = report?.runs[0];
  const floors = run?.layers.flatMap((row) => row.noiseFloor ?? []) ?? [];
  return (
    <footer className={css.bar}>
      <span>
        <Icon glyph="lock" />
        Nothing leaves this machine
      </span>
      {run ? (
        <>
          <span data-backend={run.backend}>
            {BACKENDS[run.backend]}
            {run.confirmedOn ? `, confirmed on ${BACKENDS[run.confirmedOn]}` : ''}
          </span>
          {floors.length > 0 ? <span>noise floor {floorRange(floors)}</span> : null}
          <span>
            {run.inputs.samples} samples, {run.inputs.source}
          </span>
        </>
      ) : null}
      {comparison.step === 'done' ? (
        <span className={css.end}>compared in {duration(comparison.ms)}</span>
      ) : null}
      {comparison.step === 'opened' ? (
        <span className={css.end}>
          read from {comparison.name}, made {report?.madeAt.slice(0, 10)}
        </span>
      ) : null}
    </footer>
  );
}

function floorRange(floors: readonly number[]): string {
  const low = gap(floors.reduce((least, value) => Math.min(least, value)));
  const high = gap(floors.reduce((most, value) => Math.max(most, value)));
  return low === high ? low : `${low} to ${high}`;
}
