import type { OutputRow, SampleRow } from '../../run/index.ts';
import { figure } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import { useSecondWord } from '../ui/Side.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import css from './SampleDetail.module.css';
import { type Reading, topOf } from './sampleWords.ts';
import { VectorBars } from './VectorBars.tsx';

const MOST = 8;

/** One sample: both outputs, value by value. */
export function SampleDetail(props: { sample: SampleRow; output: OutputRow | undefined; reading: Reading }) {
  const { sample, output, reading } = props;
  const state = sample.flipped ? (
    <StateWord state="different" says="decision flipped" />
  ) : (
    <span className="muted">{reading === 'classes' ? 'same decision' : `gap ${figure(sample.gap)}`}</span>
  );
  const second = useSecondWord();
  return (
    <Panel title={`Sample ${sample.index}`} aside={state}>
      {sample.a.length <= MOST ? <Bars sample={sample} /> : <VectorBars a={sample.a} b={sample.b} />}
      <p className={css.say}>
        Output <code>{output?.name ?? 'output'}</code>
        {sample.a.length > MOST ? `, ${sample.a.length} values shown` : ''}.{' '}
        {reading === 'classes'
          ? decisionWords(sample, second)
          : `The gap of this sample is ${figure(sample.gap)}.`}
      </p>
    </Panel>
  );
}

function decisionWords({ a, b }: SampleRow, second: string): string {
  const [topA, topB] = [topOf(a), topOf(b)];
  const [sureA, sureB] = [figure(a[topA]), figure(b[topB])];
  if (topA === topB) return `Both say class ${topA}: A ${sureA}, ${second} ${sureB}.`;
  return `A says class ${topA} (${sureA}); ${second} says class ${topB} (${sureB}).`;
}

function Bars({ sample }: { sample: SampleRow }) {
  const second = useSecondWord();
  const low = Math.min(0, ...sample.a, ...sample.b);
  const span = Math.max(1e-12, Math.max(0, ...sample.a, ...sample.b) - low);
  const part = (value: number) => `${(value / span) * 72}%`;
  const bar = (value: number, side: 'a' | 'b') => (
    <span className={css.line}>
      <i
        data-side={side}
        style={{ marginLeft: part(Math.min(0, value) - low), width: part(Math.abs(value)) }}
      />
      {side === 'a' ? 'A' : second} {figure(value)}
    </span>
  );
  return (
    <dl className={css.bars} style={{ '--zero': part(-low) } as React.CSSProperties}>
      {sample.a.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: classes are their places
        <div key={at}>
          <dt>{at}</dt>
          <dd>
            {bar(value, 'a')}
            {bar(sample.b[at] ?? 0, 'b')}
          </dd>
        </div>
      ))}
    </dl>
  );
}
