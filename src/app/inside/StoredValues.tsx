import { useState } from 'react';
import type { InsideVariable, VariableDetail } from '../../pipeline/index.ts';
import { Button } from '../ui/Button.tsx';
import { bytes, count, figure } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { Note } from '../ui/Note.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Prose } from '../ui/Prose.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { VALUE_LINES } from '../weights/FiguresPanel.tsx';
import { HeatMaps } from '../weights/HeatMaps.tsx';
import { Histogram } from '../weights/Histogram.tsx';
import { sizeOfShape } from '../weights/variableList.ts';
import css from './InsideScreen.module.css';
import { useStored } from './useInside.ts';

/** One stored tensor: what it is, where it lies, its figures, its distribution, its map. */
export function StoredValues({ slot, variable }: { slot: 'a' | 'b'; variable: InsideVariable }) {
  const asked = useStored(slot, variable.id);
  return (
    <ScrollRegion label={`Tensor ${variable.id}`} className={css.side}>
      <div>
        <h2>
          <Name text={variable.id} strong />
        </h2>
        <p className="muted">
          {variable.dtype} · {variable.shape.join(' × ') || 'scalar'} · {count(sizeOfShape(variable.shape))}{' '}
          values · {bytes(variable.byteLength)}
        </p>
        <p className="muted small">
          stored at <code>{variable.place}</code>
          {variable.rounded ? `, rounded to ${variable.rounded.to}` : ''}
        </p>
      </div>
      {asked === null ? (
        <p className="muted" aria-busy="true">
          Reading the values.
        </p>
      ) : null}
      {asked?.ok ? <Values slot={slot} variable={variable} detail={asked.value} /> : null}
      {asked && !asked.ok ? (
        <Note bad>
          <Prose text={asked.failure.message} />
        </Note>
      ) : null}
    </ScrollRegion>
  );
}

function Values(props: { slot: 'a' | 'b'; variable: InsideVariable; detail: VariableDetail }) {
  const { slot, variable, detail } = props;
  const values = detail.a;
  if (values === null) return <p>These are texts or complex numbers: there are no figures to show.</p>;
  if (values.count === 0) return <p>It is empty: one of its axes is 0.</p>;
  if (values.count > 1 && values.min === values.max && values.nan + values.inf === 0)
    return (
      <p>
        Every value is <b>{figure(values.min)}</b>.
      </p>
    );
  return (
    <>
      <Panel title="Figures" flush>
        <table className="table">
          <caption className="sr">Statistics of {variable.id}</caption>
          <tbody>
            {VALUE_LINES.map(([name, of]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="num">{of(values)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Spread slot={slot} detail={detail} />
      {detail.heat ? (
        <div>
          <HeatMaps
            heat={detail.heat}
            shape={variable.shape}
            centre={null}
            alike
            only={slot}
            name={variable.id}
          />
        </div>
      ) : null}
    </>
  );
}

function Spread({ slot, detail }: { slot: 'a' | 'b'; detail: VariableDetail }) {
  const [log, setLog] = useState(false);
  const { histogram } = detail;
  if (!histogram) return null;
  const { from, to, a: counts } = histogram;
  return (
    <Panel
      title="Distribution"
      aside={<span>{counts.length} bins</span>}
      actions={
        <Button aria-pressed={log} onClick={() => setLog(!log)}>
          Log count
        </Button>
      }
    >
      <Histogram
        from={from}
        to={to}
        series={[{ counts, kind: slot }]}
        log={log}
        says={`Histogram of the values from ${figure(from)} to ${figure(to)}.`}
      />
    </Panel>
  );
}
