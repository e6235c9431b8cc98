import { useState } from 'react';
import type { VariableRow } from '../../diff/index.ts';
import type { Report } from '../../report/index.ts';
import { useCommand } from '../state/commands.ts';
import { look, UNNARROWED } from '../state/page.ts';
import { Button } from '../ui/Button.tsx';
import { count, figure } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { Note } from '../ui/Note.tsx';
import { Prose } from '../ui/Prose.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import { type DetailState, useVariableDetail } from './useVariableDetail.ts';
import { ValuesView } from './ValuesView.tsx';
import { sizeOfShape } from './variableList.ts';
import { variableWords } from './variableWords.ts';
import css from './WeightDetail.module.css';

/** One variable in full: what is so, its figures, its distribution, its maps. */
export function WeightDetail({ report, index }: { report: Report; index: number }) {
  const row = report.variables[index];
  const [elsewhere, setElsewhere] = useState(false);
  const holder =
    row && row.a !== null ? report.variables.find((other) => other.movedFrom === row.a) : undefined;
  const state = useVariableDetail(index, elsewhere ? (holder?.b ?? null) : null);
  const go = (by: number) => {
    const next = report.variables[(index + by + report.variables.length) % report.variables.length];
    if (next) look({ variable: next.a ?? next.b });
  };
  useCommand('next-row', () => go(1));
  useCommand('previous-row', () => go(-1));
  if (!row) return null;
  return (
    <ScrollRegion label={`Variable ${row.a ?? row.b}`} className={css.page}>
      <Crumbs row={row} />
      <div className={css.title}>
        <h2>
          <code>{row.role}</code>
        </h2>
        <StateWord state={row.status} />
        <span className="muted">
          {row.dtype} · {row.shape.join(' × ') || 'scalar'} · {count(sizeOfShape(row.shape))} values
        </span>
        <span className={css.end}>
          {holder ? <CompareWith elsewhere={elsewhere} onChange={setElsewhere} /> : null}
          <Button icon="up" aria-label="Previous variable" onClick={() => go(-1)} />
          <Button icon="down" aria-label="Next variable" onClick={() => go(1)} />
        </span>
      </div>
      <p className={css.say}>
        <Prose text={variableWords(row) + holderWords(row, holder)} />
      </p>
      <Values state={state} report={report} index={index} elsewhere={elsewhere} />
    </ScrollRegion>
  );
}

function holderWords(row: VariableRow, holder: VariableRow | undefined): string {
  if (!holder) return '';
  return holder.b === row.movedFrom
    ? ' The two are exchanged.'
    : ` A’s own values are in B as \`${holder.b}\`.`;
}

function Crumbs({ row }: { row: VariableRow }) {
  const layer = row.layerA ?? row.layerB;
  return (
    <nav className={css.crumbs} aria-label="Place">
      <button type="button" onClick={() => look({ variable: null })}>
        Weights
      </button>
      {layer === null ? null : (
        <>
          <Icon glyph="right" />
          <button type="button" onClick={() => look({ tab: 'layers', variable: null, layer, ...UNNARROWED })}>
            {layer}
          </button>
        </>
      )}
    </nav>
  );
}

function CompareWith({
  elsewhere,
  onChange,
}: {
  elsewhere: boolean;
  onChange: (elsewhere: boolean) => void;
}) {
  return (
    <>
      <span className="muted small">Compare with</span>
      <Segmented
        label="Compare with"
        value={elsewhere ? 'elsewhere' : 'same'}
        options={[
          { value: 'same', label: 'same name in B' },
          { value: 'elsewhere', label: 'where its values are' },
        ]}
        onChange={(value) => onChange(value === 'elsewhere')}
      />
    </>
  );
}

function Values(props: { state: DetailState; report: Report; index: number; elsewhere: boolean }) {
  const { state, report, index } = props;
  const row = report.variables[index];
  if (state.step === 'reading' || !row) return <div className={css.skeleton} />;
  if (state.step === 'unavailable') return <Reported row={row} />;
  if (state.result.ok) return <ValuesView detail={state.result.value} row={row} same={props.elsewhere} />;
  const { failure } = state.result;
  return (
    <Note bad>
      <Prose text={failure.message} />
      {failure.where ? <code> {failure.where}</code> : null}
    </Note>
  );
}

/** What a shared report still says about a variable without its file. */
function Reported({ row }: { row: VariableRow }) {
  const figures: readonly (readonly [string, string])[] = [
    ['largest Δ', figure(row.maxAbs)],
    ['largest relative', figure(row.maxRel)],
    ['mean |Δ|', figure(row.meanAbs)],
    ['rms', figure(row.rms)],
    ['direction (cosine)', figure(row.cosine)],
  ];
  return (
    <>
      <table className="table" style={{ maxWidth: 360 }}>
        <caption className="sr">Figures in the report</caption>
        <tbody>
          {figures.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Note>A report carries no weights. Open both files to see the distribution and the maps.</Note>
    </>
  );
}
