import { FORMAT_WORDS, type ModelSummary, type Report } from '../../report/index.ts';
import { copy } from '../state/toasts.ts';
import { Button } from '../ui/Button.tsx';
import { bytes, count } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { Side } from '../ui/Side.tsx';
import { portWords } from './producerWords.ts';
import css from './VersionsTab.module.css';

const HOLDS = {
  model: 'a whole model',
  weights: 'weights, no architecture',
  architecture: 'an architecture, no weights',
} as const;

const LINES: readonly (readonly [string, (model: ModelSummary) => string])[] = [
  ['File', (model) => model.name],
  ['Format', (model) => FORMAT_WORDS[model.format]],
  ['Holds', (model) => HOLDS[model.holds]],
  ['Class', (model) => model.className ?? 'not stated'],
  ['Keras', (model) => model.producer.kerasVersion ?? 'not stated'],
  ['Backend', (model) => model.producer.backend ?? 'not stated'],
  ['Saved', (model) => model.producer.savedAt?.replace('@', ' ') ?? 'not stated'],
  ['Size', (model) => `${bytes(model.bytes)} (${count(model.bytes)} bytes)`],
  ['Layers', (model) => count(model.layerCount)],
  ['Variables', (model) => count(model.variableCount)],
  ['Parameters', (model) => count(model.parameterCount)],
  ['Optimizer tensors', (model) => count(model.optimizerVariableCount)],
  [
    'Inputs',
    (model) => model.inputs.map((port) => `${port.name}: ${portWords(port)}`).join('; ') || 'not stated',
  ],
  [
    'Outputs',
    (model) => model.outputs.map((port) => `${port.name}: ${portWords(port)}`).join('; ') || 'not stated',
  ],
  ['Can be run', (model) => (model.runs.can ? 'completely' : model.runs.because)],
];

/** The versions tab: who wrote each file, what is in it, and how this comparison was made. */
export function VersionsTab({ report }: { report: Report }) {
  const { a, b } = report;
  const sides = b === null ? [a] : [a, b];
  const run = report.runs[0];
  const made: readonly (readonly [string, string])[] = [
    ['Made by', report.madeBy],
    ['Made at', report.madeAt.replace('T', ' ').slice(0, 19)],
    [
      'Computed on',
      run ? `${run.backend}${run.confirmedOn ? `, confirmed on ${run.confirmedOn}` : ''}` : 'nothing was run',
    ],
    ['Samples', run ? `${run.inputs.samples}, ${run.inputs.source}` : '–'],
    ['SHA-256 of the samples', run?.inputs.sha256 ?? '–'],
    ['Tolerance', 'measured: A against itself on another backend and batch size'],
  ];
  return (
    <ScrollRegion label="Versions" className={css.page}>
      <Panel title="The files" flush>
        <table className={`table ${css.wide}`}>
          <caption className="sr">What each file says about itself</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr">Fact</span>
              </th>
              <th scope="col">
                <Side of="a" />
              </th>
              {b === null ? null : (
                <th scope="col">
                  <Side of="b" />
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {LINES.map(([name, of]) => {
              const values = sides.map(of);
              const differs = values.length > 1 && values[0] !== values[1];
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {values.map((value, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two sides in fixed places
                    <td key={at}>{differs ? <b>{value}</b> : value}</td>
                  ))}
                </tr>
              );
            })}
            <tr>
              <th scope="row">SHA-256</th>
              {sides.map((model) => (
                <td key={model.name}>
                  <span className={css.sum}>
                    <code className={css.hash}>{model.sha256}</code>
                    <Button
                      look="quiet"
                      icon="copy"
                      aria-label={`Copy SHA-256 of ${model.name}`}
                      onClick={() => void copy(model.sha256, 'Hash copied.')}
                    />
                  </span>
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </Panel>
      <Panel title="This comparison" flush>
        <table className={`table ${css.wide}`}>
          <caption className="sr">How this comparison was made</caption>
          <colgroup>
            <col className={css.label} />
            <col />
          </colgroup>
          <tbody>
            {made.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {sides.map((model, at) => (
        <Notes key={at === 0 ? 'a' : 'b'} side={at === 0 ? 'a' : 'b'} model={model} />
      ))}
    </ScrollRegion>
  );
}

function Notes({ side, model }: { side: 'a' | 'b'; model: ModelSummary }) {
  if (model.notes.length === 0) return null;
  return (
    <Panel
      title={
        <>
          <Side of={side} /> What was skipped or repaired while reading
        </>
      }
    >
      <ul className={css.notes}>
        {model.notes.map((note) => (
          <li key={`${note.code} ${note.where}`}>
            {note.message} {note.where ? <code className="muted">{note.where}</code> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
