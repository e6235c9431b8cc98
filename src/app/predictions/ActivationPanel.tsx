import { useEffect, useMemo, useState } from 'react';
import type { ActivationDetail, Result } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';
import { findRow, type GridRow, gridRows, pathOf } from '../layers/gridRows.ts';
import { look, usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { count } from '../ui/figures.ts';
import { Note } from '../ui/Note.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import css from './ActivationPanel.module.css';
import { VectorBars } from './VectorBars.tsx';

const MOST_CHOICES = 500;

/** What one layer puts out for the chosen sample, in both models. */
export function ActivationPanel({ report, sample }: { report: Report; sample: number }) {
  const layer = usePage((page) => page.view.layer);
  const alone = usePage((page) => page.comparison.step === 'opened');
  const session = useSession();
  const rows = useMemo(() => gridRows(report).filter((row) => hasRun(row) && !row.block), [report]);
  const first = findRow(rows, report.runs[0]?.firstDivergent ?? null);
  const chosen = findRow(rows, layer) ?? first ?? rows.at(-1) ?? null;
  const run = chosen?.run;
  const index = run ? (report.runs[0]?.layers.indexOf(run) ?? -1) : -1;
  const [result, setResult] = useState<Result<ActivationDetail> | null>(null);
  useEffect(() => {
    if (alone || index < 0) return;
    let wanted = true;
    void session.activation(index, sample).then((answer) => {
      if (wanted) setResult(answer);
    });
    return () => {
      wanted = false;
    };
  }, [session, alone, index, sample]);
  const choices = rows.slice(0, MOST_CHOICES).map((row) => ({ value: pathOf(row), label: pathOf(row) }));
  return (
    <Panel
      title="Output of a layer"
      actions={
        chosen ? (
          <span className={css.choice}>
            <Select
              label="Layer"
              value={pathOf(chosen)}
              options={choices}
              onChange={(path) => look({ layer: path })}
            />
          </span>
        ) : null
      }
    >
      {alone ? <Note>A report carries no activations. Open both files to see them.</Note> : null}
      {!alone && result?.ok ? (
        <>
          <p className="small muted">
            {result.value.total > result.value.a.length
              ? `${count(result.value.a.length)} of ${count(result.value.total)} values`
              : `${count(result.value.total)} values`}
            , sample {sample}
          </p>
          <VectorBars a={result.value.a} b={result.value.b} />
        </>
      ) : null}
      {!alone && result && !result.ok ? <Note bad>{result.failure.message}</Note> : null}
    </Panel>
  );
}

const hasRun = ({ run }: GridRow): boolean => run !== null && run.verdict !== 'not-run';
