import { useState } from 'react';
import type { ConfigDifference, LayerRow } from '../../diff/index.ts';
import type { Report } from '../../report/index.ts';
import { look, UNNARROWED } from '../state/page.ts';
import { count, plural } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Side } from '../ui/Side.tsx';
import { mattersWords, Value } from './ConfigTable.tsx';
import css from './SettingsTab.module.css';

const MOST = 500;

type Which = 'all' | 'prediction' | 'harmless';

/** The settings tab: every option that differs, those that can change a prediction first. */
export function SettingsTab({ report }: { report: Report }) {
  const [which, setWhich] = useState<Which>('all');
  const all = report.layers.flatMap((layer) => layer.config.map((difference) => ({ layer, difference })));
  const loud = all.filter((entry) => entry.difference.relevance === 'prediction');
  const quiet = all.filter((entry) => entry.difference.relevance !== 'prediction');
  const shown = which === 'all' ? [...loud, ...quiet] : which === 'prediction' ? loud : quiet;
  if (all.length === 0) {
    return (
      <p className={css.empty}>
        No differences in settings. {plural(report.layers.length, 'layer')} compared.
      </p>
    );
  }
  return (
    <section className={css.page} aria-label="Settings" tabIndex={-1}>
      <div className={css.tools}>
        <Segmented
          label="Which differences"
          value={which}
          options={[
            { value: 'all', label: 'All' },
            { value: 'prediction', label: 'Can change predictions' },
            { value: 'harmless', label: 'Cannot' },
          ]}
          onChange={setWhich}
        />
        <span className="muted small">
          {count(loud.length)} of {count(all.length)} can change a prediction
          {shown.length > MOST ? ` · the first ${MOST} are shown` : ''}
        </span>
      </div>
      <ScrollRegion label="Options that differ" className={css.scroll}>
        <table className="table">
          <caption className="sr">Options that differ</caption>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Option</th>
              <th scope="col">
                <Side of="a" />
              </th>
              <th scope="col">
                <Side of="b" />
              </th>
              <th scope="col">Matters</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, MOST).map(({ layer, difference }) => (
              <Line key={`${layer.a} ${layer.b} ${difference.key}`} layer={layer} difference={difference} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

function Line({ layer, difference }: { layer: LayerRow; difference: ConfigDifference }) {
  const path = layer.a ?? layer.b ?? '';
  const loud = difference.relevance === 'prediction';
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={css.link}
          onClick={() => look({ tab: 'layers', layer: path, ...UNNARROWED })}
        >
          <Name text={path} />
        </button>
      </th>
      <td>
        <code>{difference.key}</code>
      </td>
      <td>
        <Value json={difference.a} defaulted={difference.defaulted === 'a'} />
      </td>
      <td>
        <Value json={difference.b} defaulted={difference.defaulted === 'b'} />
      </td>
      <td className={loud ? css.loud : 'muted'}>{mattersWords(difference)}</td>
    </tr>
  );
}
