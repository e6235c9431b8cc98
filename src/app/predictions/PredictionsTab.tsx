import { lazy, Suspense, useMemo, useState } from 'react';
import { outputWords, type Report } from '../../report/index.ts';
import type { OutputRow, SampleRow } from '../../run/index.ts';
import { useCommand } from '../state/commands.ts';
import { look, overlay, usePage } from '../state/page.ts';
import { Button } from '../ui/Button.tsx';
import { count, gap } from '../ui/figures.ts';
import { Note } from '../ui/Note.tsx';
import { Prose } from '../ui/Prose.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { Select } from '../ui/Select.tsx';
import { ActivationPanel } from './ActivationPanel.tsx';
import css from './PredictionsTab.module.css';
import { SampleDetail } from './SampleDetail.tsx';
import { SamplesTable } from './SamplesTable.tsx';
import { ofOutput, type Reading, readingOf, sorted } from './sampleWords.ts';

const DivergenceChart = lazy(() =>
  import('./DivergenceChart.tsx').then((module) => ({ default: module.DivergenceChart })),
);

/** The predictions tab: what both say of each sample, and where along the layers they part. */
export function PredictionsTab({ report }: { report: Report }) {
  const { sample: wanted, only } = usePage((page) => page.view);
  const readOnly = usePage((page) => page.comparison.step === 'opened');
  const run = report.runs[0];
  const outputs = run?.outputs ?? [];
  const parted = outputs.findIndex(({ verdict }) => verdict === 'different');
  const [picked, setPicked] = useState<number | null>(null);
  const at = Math.min(picked ?? Math.max(0, parted), Math.max(0, outputs.length - 1));
  const output = outputs[at];
  const samples = useMemo(() => sorted(ofOutput(run?.samples ?? [], at)), [run, at]);
  const shown = only ? samples.filter((sample) => sample.flipped) : samples;
  const chosen = samples.find((sample) => sample.index === wanted) ?? shown[0] ?? samples[0];
  const step = (by: number) => {
    const row = shown.findIndex((sample) => sample.index === chosen?.index);
    const next = shown[Math.min(shown.length - 1, Math.max(0, row + by))];
    if (next) look({ sample: next.index });
  };
  useCommand('next-row', () => step(1));
  useCommand('previous-row', () => step(-1));
  if (!run || !chosen) {
    return (
      <div className={css.empty}>
        <Note>
          <Prose text={`**Nothing was run.** ${stoppedWords(report)}`} />
        </Note>
      </div>
    );
  }
  const reading = readingOf(output, samples);
  const missing = missingWords(report, output);
  return (
    <section className={css.page} aria-label="Predictions" tabIndex={-1}>
      <div className={css.tools}>
        <Button aria-pressed={only} onClick={() => look({ only: !only })}>
          Only flips
        </Button>
        {outputs.length > 1 ? (
          <Select
            label="Output"
            value={String(at)}
            options={outputs.map(({ name }, index) => ({ value: String(index), label: name }))}
            onChange={(index) => setPicked(Number(index))}
          />
        ) : null}
        <span className="muted small" role="status">
          {report.b === null ? 'REF is what was recorded · ' : ''}
          {missing?.short ?? gapWords(samples, reading)}
        </span>
        {readOnly ? null : (
          <Button icon="plus" className={css.end} onClick={() => overlay('files')}>
            Change inputs
          </Button>
        )}
      </div>
      <ScrollRegion label="What both predict" className={css.grid}>
        {run.inputs.notes ? (
          <div className={css.notes}>
            {run.inputs.notes.map((note) => (
              <Note key={note}>{note}</Note>
            ))}
          </div>
        ) : null}
        {missing === null ? (
          <>
            <SamplesTable
              samples={shown}
              reading={reading}
              chosen={chosen.index}
              onChoose={(index) => look({ sample: index })}
            />
            <SampleDetail sample={chosen} output={output} reading={reading} />
          </>
        ) : (
          <div className={css.notes}>
            <Note>
              <Prose text={missing.long} />
            </Note>
          </div>
        )}
        {run.layers.length === 0 ? null : (
          <>
            <Suspense fallback={<div className={css.waiting} />}>
              <DivergenceChart report={report} />
            </Suspense>
            {report.b === null ? null : <ActivationPanel report={report} sample={chosen.index} />}
          </>
        )}
      </ScrollRegion>
    </section>
  );
}

/** Why there are no predictions to lay over each other; `null` where there are. */
function missingWords(report: Report, output: OutputRow | undefined): { short: string; long: string } | null {
  if (output === undefined)
    return {
      short: 'no output to compare',
      long: `**No output could be compared.** ${stoppedWords(report)}`,
    };
  return output.shapeB ? { short: 'shapes differ', long: outputWords(output).also.join(' ') } : null;
}

function gapWords(samples: readonly SampleRow[], reading: Reading): string {
  const largest = gap(samples.reduce((most, sample) => Math.max(most, sample.gap), 0));
  const flips = samples.filter((sample) => sample.flipped).length;
  const decisions =
    reading === 'classes' ? `${count(flips)} of ${count(samples.length)} decisions differ · ` : '';
  return `${decisions}largest gap ${largest}`;
}

function stoppedWords(report: Report): string {
  const stop = report.runs[0]?.coverage.stoppedAt;
  if (stop) return `Layer \`${stop.layer}\` (${stop.className}) stopped the run: ${stop.because}`;
  const cannot = [report.a, report.b].find((side) => side && !side.runs.can);
  return cannot && !cannot.runs.can
    ? `${cannot.name}: ${cannot.runs.because}`
    : 'The files alone were compared.';
}
