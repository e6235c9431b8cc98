import type { VariableRow } from '../../diff/index.ts';
import type { ValueSummary, VariableDetail } from '../../pipeline/index.ts';
import { copy } from '../state/toasts.ts';
import { Button } from '../ui/Button.tsx';
import { figure } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import { Side } from '../ui/Side.tsx';
import css from './ValuesView.module.css';

/** The figures of one array, each with its name. */
export const VALUE_LINES: readonly (readonly [string, (values: ValueSummary) => string])[] = [
  ['smallest', (values) => figure(values.min)],
  ['largest', (values) => figure(values.max)],
  ['mean', (values) => figure(values.mean)],
  ['spread (std)', (values) => figure(values.std)],
  ['length (norm)', (values) => figure(values.norm)],
  ['zeros · NaN · Inf', (values) => `${values.zeros} · ${values.nan} · ${values.inf}`],
];

/** The figures of A, B and their difference. */
export function FiguresPanel({ detail, row }: { detail: VariableDetail; row: VariableRow }) {
  const cell = (values: ValueSummary | null, of: (values: ValueSummary) => string) =>
    values ? of(values) : '–';
  const asText = () =>
    [
      'figure\tA\tB\tB − A',
      ...VALUE_LINES.map(([name, of]) =>
        [name, cell(detail.a, of), cell(detail.b, of), cell(detail.delta, of)].join('\t'),
      ),
    ].join('\n');
  return (
    <Panel
      title="Figures"
      className={css.figures}
      flush
      actions={
        <Button look="quiet" icon="copy" onClick={() => void copy(asText(), 'Figures copied.')}>
          Copy
        </Button>
      }
    >
      <table className="table">
        <caption className="sr">Statistics of A, B and the difference</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">Figure</span>
            </th>
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
          {VALUE_LINES.map(([name, of]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{cell(detail.a, of)}</td>
              <td className="num">{cell(detail.b, of)}</td>
              <td className="num">{cell(detail.delta, of)}</td>
            </tr>
          ))}
          {row.cosine === null ? null : (
            <tr>
              <th scope="row">direction (cosine)</th>
              <td className="num" colSpan={3}>
                {figure(row.cosine)}{' '}
                <span className="muted">{Math.abs(row.cosine) < 0.1 ? 'unrelated' : ''}</span>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Panel>
  );
}
