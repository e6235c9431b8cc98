import { useState } from 'react';
import type { VariableDetail } from '../../pipeline/index.ts';
import { Button } from '../ui/Button.tsx';
import { figure } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import css from './Distribution.module.css';
import { Histogram } from './Histogram.tsx';
import view from './ValuesView.module.css';

/** How the values are spread: A filled, B dashed over it, one range; beside it the differences, split at zero. */
export function Distribution({ detail, alike }: { detail: VariableDetail; alike: boolean }) {
  const [log, setLog] = useState(false);
  const { histogram, a, b } = detail;
  const deltaHistogram = alike ? null : detail.deltaHistogram;
  if (!histogram) {
    return (
      <Panel title="Distribution" className={view.histogram}>
        <p className="muted">There are no numbers to count.</p>
      </Panel>
    );
  }
  const wider = a && b ? widthWords(a.std, b.std) : '';
  return (
    <Panel
      title="Distribution"
      className={view.histogram}
      aside={
        <>
          <span className={css.key}>
            <i className={css.a} />
            {alike ? 'A and B alike' : 'A'}
          </span>
          {alike ? null : (
            <span className={css.key}>
              <i className={css.b} />
              B, dashed
            </span>
          )}
          <span>
            {alike ? '' : 'one range, '}
            {histogram.a.length} bins
          </span>
        </>
      }
      actions={
        <Button aria-pressed={log} onClick={() => setLog(!log)}>
          Log count
        </Button>
      }
    >
      <div className={css.pair} data-single={deltaHistogram === null || undefined}>
        <figure>
          <Histogram
            from={histogram.from}
            to={histogram.to}
            series={[
              { counts: histogram.a, kind: 'a' },
              ...(alike ? [] : [{ counts: histogram.b, kind: 'b' as const }]),
            ]}
            log={log}
            says={`Histogram of the values from ${figure(histogram.from)} to ${figure(histogram.to)}. ${wider}`}
          />
        </figure>
        {deltaHistogram ? (
          <figure>
            <Histogram
              from={deltaHistogram.from}
              to={deltaHistogram.to}
              series={[{ counts: deltaHistogram.counts, kind: 'delta' }]}
              log={log}
              says={`Histogram of B − A from ${figure(deltaHistogram.from)} to ${figure(deltaHistogram.to)}.`}
            />
            <figcaption className="small muted">
              <b>Δ = B − A</b>: blue where A is larger, orange where B is
            </figcaption>
          </figure>
        ) : null}
      </div>
    </Panel>
  );
}

function widthWords(a: number, b: number): string {
  if (a === b) return 'Both are equally wide.';
  return `${a > b ? 'A' : 'B'} is wider: spread ${figure(Math.max(a, b))} against ${figure(Math.min(a, b))}.`;
}
