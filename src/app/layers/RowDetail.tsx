import type { Report } from '../../report/index.ts';
import { StandInButtons } from '../custom/StandInButtons.tsx';
import { bothNames, isForeignRow } from '../custom/standIns.ts';
import { look } from '../state/page.ts';
import { Button } from '../ui/Button.tsx';
import { figure, gap } from '../ui/figures.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Name } from '../ui/Name.tsx';
import { Prose } from '../ui/Prose.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import { birthSentence } from './birthSentence.ts';
import { ConfigTable } from './ConfigTable.tsx';
import { type GridRow, pathOf } from './gridRows.ts';
import css from './RowDetail.module.css';

/** The selected row in full: what was measured, its variables, its settings. */
export function RowDetail(props: {
  report: Report;
  row: GridRow;
  rows: readonly GridRow[];
  closable: boolean;
  onSelect: (row: GridRow) => void;
  /** Null where pairs cannot be changed: a report without its files. */
  onPair: (() => void) | null;
  onClose: () => void;
}) {
  const { row } = props;
  const { errors } = row;
  return (
    <section
      className={css.detail}
      aria-label={`Details of ${pathOf(row)}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && props.closable) props.onClose();
      }}
    >
      <header>
        <h2>
          <Name text={pathOf(row)} strong />
        </h2>
        <span className="muted">{`${row.layer.className} ${row.layer.detail}`.trim()}</span>
        {row.block ? null : <StateWord state={row.state} />}
        {props.onPair && row.layer.a !== null ? (
          <Button onClick={props.onPair}>
            Pair by hand <Kbd>p</Kbd>
          </Button>
        ) : null}
        {props.closable ? (
          <Button look="quiet" icon="close" aria-label="Close details" onClick={props.onClose} />
        ) : null}
      </header>
      <p className={css.say}>
        <Prose text={birthSentence(row)} />
      </p>
      {props.onPair && isForeignRow(row.layer) ? (
        <div className={css.acts}>
          <StandInButtons layers={bothNames(props.report, pathOf(row))} />
        </div>
      ) : null}
      <div className={css.parts}>
        <div>
          <h3>Error, relative</h3>
          <table className="table">
            <caption className="sr">Error</caption>
            <tbody>
              <Line name="own" value={figure(errors.own)} says="both layers fed with A’s inputs" />
              <Line name="inherited" value={figure(errors.input)} says="how far apart the inputs are" />
              <Line name="out" value={figure(errors.out)} says={timesFloor(errors.out, errors.floor)} />
              <Line
                name="noise floor"
                value={gap(errors.floor)}
                says="A against itself; up to 10 × is noise"
              />
            </tbody>
          </table>
        </div>
        <Variables row={row} rows={props.rows} onSelect={props.onSelect} />
        <div>
          <h3>Settings</h3>
          {row.layer.config.length === 0 ? (
            <p className="muted">No option differs.</p>
          ) : (
            <ConfigTable differences={row.layer.config} />
          )}
          <h3 className={css.second}>Paired because</h3>
          <ul className={css.because}>
            {row.layer.evidence.map((evidence) => (
              <li key={evidence.says} className={evidence.agrees ? undefined : 'muted'}>
                <Prose text={evidence.says} />
              </li>
            ))}
            {row.layer.evidence.length === 0 ? <li className="muted">It has no counterpart.</li> : null}
          </ul>
        </div>
      </div>
    </section>
  );
}

function Line({ name, value, says }: { name: string; value: string; says: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">{value}</td>
      <td className="muted">{says}</td>
    </tr>
  );
}

function timesFloor(out: number | null, floor: number | null): string {
  if (out === null || floor === null || floor === 0 || out === 0) return 'each model on its own inputs';
  const times = out / floor;
  if (times < 1) return 'below the noise floor';
  return `${times >= 1e6 ? `${figure(times / 1e6, 2)} million` : Math.round(times).toLocaleString('en-US')} times the floor`;
}

function Variables(props: { row: GridRow; rows: readonly GridRow[]; onSelect: (row: GridRow) => void }) {
  const { row } = props;
  if (row.variables.length === 0) {
    return (
      <div>
        <h3>Variables</h3>
        <p className="muted">This layer has none.</p>
      </div>
    );
  }
  const sources = [...new Set(row.variables.flatMap((variable) => variable.movedFrom ?? []))];
  const source = props.rows.find(
    (other) => !other.block && other.variables.some((variable) => variable.a === sources[0]),
  );
  return (
    <div>
      <h3>Variables</h3>
      <table className="table">
        <caption className="sr">Variables of this layer</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Shape</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Largest Δ
            </th>
          </tr>
        </thead>
        <tbody>
          {row.variables.slice(0, 12).map((variable) => {
            const id = variable.a ?? variable.b ?? '';
            return (
              <tr key={id}>
                <th scope="row">
                  <button
                    type="button"
                    className={css.link}
                    onClick={() => look({ tab: 'weights', variable: id })}
                  >
                    <code>{variable.role}</code>
                  </button>
                </th>
                <td>{variable.shape.join(' × ') || 'scalar'}</td>
                <td>
                  <StateWord state={variable.status} />
                </td>
                <td className="num">{figure(variable.maxAbs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sources.length > 0 ? (
        <p className={css.source}>
          What B holds here is A’s <code>{sources.join(', ')}</code>, bit for bit.{' '}
          {source ? (
            <Button onClick={() => props.onSelect(source)}>Go to row {source.index + 1}</Button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
