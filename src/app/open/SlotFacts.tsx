import type { OpenedSlot } from '../../pipeline/index.ts';
import { FORMAT_WORDS, type ModelSummary, type PortSummary } from '../../report/index.ts';
import { bytes, parameters, plural } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { Prose } from '../ui/Prose.tsx';
import { portWords, producerWords } from './producerWords.ts';
import css from './SlotFacts.module.css';

const MOST = 3;

const HOLDS = { model: '', weights: 'weights only: ', architecture: 'no weights: ' } as const;

/** What an opened file holds; `all` shows every note. */
export function SlotFacts({ opened, all = false }: { opened: OpenedSlot; all?: boolean }) {
  if (opened.kind === 'arrays') {
    return (
      <dl className={css.facts}>
        {opened.arrays.slice(0, 6).map((array) => (
          <div key={array.name}>
            <dt>
              <code>{array.name}</code>
            </dt>
            <dd>
              {array.shape.join(' × ') || 'scalar'}, {array.dtype}
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  if (opened.kind === 'preprocessing') {
    const { label, version, features } = opened;
    return (
      <p className="muted">
        {label}
        {version === null ? '' : `, scikit-learn ${version}`}
        {features === null ? '' : `, fitted on ${plural(features, 'column')}`}
      </p>
    );
  }
  if (opened.kind === 'code') return <p className="muted">{opened.layers.join(', ')}</p>;
  const { summary } = opened;
  return (
    <dl className={css.facts}>
      <Fact name="Format">
        {summary.producer.kerasVersion ? `${producerWords(summary)}, ` : ''}
        {FORMAT_WORDS[summary.format]}, {bytes(summary.bytes)}
      </Fact>
      <Fact name="Holds">
        {HOLDS[summary.holds]}
        {summary.layerCount > 0 ? `${plural(summary.layerCount, 'layer')}, ` : ''}
        {plural(summary.variableCount, 'variable')}, {parameters(summary.parameterCount)} parameters
      </Fact>
      <Ports name="Inputs" ports={summary.inputs} />
      <Ports name="Outputs" ports={summary.outputs} />
      <Fact name="Can be run">
        {summary.runs.can ? (
          <span className={css.yes}>
            <Icon glyph="check" /> all {plural(summary.layerCount, 'layer')}
          </span>
        ) : (
          <Prose text={summary.runs.because + needsWords(summary)} />
        )}
      </Fact>
      {summary.notes.slice(0, all ? undefined : MOST).map((note) => (
        <Fact key={note.code + note.where} name="Note">
          {note.message}
        </Fact>
      ))}
    </dl>
  );
}

/** What weights alone lack, and how to give it. */
function needsWords({ holds, layerCount }: ModelSummary): string {
  if (holds !== 'weights' || layerCount > 0) return '';
  return ' A whole model on the other side lends its own; or drop the architecture (.json) together with the weights.';
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Ports({ name, ports }: { name: string; ports: readonly PortSummary[] }) {
  if (ports.length === 0) return null;
  return (
    <Fact name={name}>
      {ports.slice(0, MOST).map((port) => (
        <span key={port.name} className={css.port}>
          <code>{port.name}</code> {portWords(port)}
        </span>
      ))}
      {ports.length > MOST ? <span className="muted">and {ports.length - MOST} more</span> : null}
    </Fact>
  );
}
