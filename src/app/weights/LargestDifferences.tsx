import { useState } from 'react';
import type { VariableDetail } from '../../pipeline/index.ts';
import { Button } from '../ui/Button.tsx';
import { figure } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import { Side } from '../ui/Side.tsx';
import { saveFile } from '../ui/saveFile.ts';
import css from './ValuesView.module.css';

const SHOWN = 12;

/** Where the two differ most. A press brings the place into the maps. */
export function LargestDifferences(props: {
  detail: VariableDetail;
  onCentre: (index: readonly number[]) => void;
}) {
  const { largest } = props.detail;
  const [chosen, setChosen] = useState<string | null>(null);
  const save = () => {
    const lines = largest.map((entry) =>
      [`"${entry.index.join(', ')}"`, entry.a, entry.b, entry.b - entry.a].join(','),
    );
    saveFile(
      'largest-differences.csv',
      new Blob([`index,a,b,delta\n${lines.join('\n')}\n`], { type: 'text/csv' }),
    );
  };
  return (
    <Panel
      title="Largest differences"
      className={css.largest}
      flush
      actions={
        <Button look="quiet" icon="download" onClick={save}>
          CSV
        </Button>
      }
    >
      <table className="table">
        <caption className="sr">Largest differences</caption>
        <thead>
          <tr>
            <th scope="col">Index</th>
            <th scope="col" className="num">
              <Side of="a" />
            </th>
            <th scope="col" className="num">
              <Side of="b" />
            </th>
            <th scope="col" className="num">
              Δ
            </th>
          </tr>
        </thead>
        <tbody>
          {largest.slice(0, SHOWN).map((entry) => {
            const key = entry.index.join(', ');
            return (
              <tr key={key} data-on={chosen === key}>
                <th scope="row">
                  <Button
                    look="quiet"
                    className="mono"
                    onClick={() => {
                      setChosen(key);
                      props.onCentre(entry.index);
                    }}
                  >
                    [{key}]
                  </Button>
                </th>
                <td className="num">{figure(entry.a)}</td>
                <td className="num">{figure(entry.b)}</td>
                <td className="num">{figure(entry.b - entry.a)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
