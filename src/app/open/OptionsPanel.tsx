import type { Backend } from '../../run/index.ts';
import { CustomLine } from '../custom/CustomLine.tsx';
import { usePage } from '../state/page.ts';
import { Panel } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { arraysWords } from './arraysWords.ts';
import css from './OptionsPanel.module.css';
import { SlotLine } from './SlotLine.tsx';

const BACKENDS: readonly { readonly value: Backend | 'auto'; readonly label: string }[] = [
  { value: 'auto', label: 'chosen by the machine' },
  { value: 'webgl', label: 'WebGL' },
  { value: 'wasm', label: 'WebAssembly' },
  { value: 'cpu', label: 'plain JavaScript' },
];

const MOST_SAMPLES = 1024;

/** What both models are fed with, and what computes. */
export function OptionsPanel() {
  const choices = usePage((page) => page.choices);
  const choose = (change: Partial<typeof choices>) =>
    usePage.setState((page) => ({ choices: { ...page.choices, ...change } }));
  return (
    <Panel title="Inputs for both">
      <div className={css.options}>
        <SlotLine
          slot="inputs"
          words={{
            empty: 'Generated samples that fit the input',
            says: arraysWords,
            choose: ['Use a file, or pictures', 'Choose other files'],
            remove: 'Remove the inputs',
          }}
        />
        <div className={css.line}>
          <label>
            Samples{' '}
            <input
              type="number"
              min={1}
              max={MOST_SAMPLES}
              value={choices.samples}
              onChange={(event) => {
                const samples = Math.round(event.target.valueAsNumber);
                if (samples >= 1 && samples <= MOST_SAMPLES) choose({ samples });
              }}
            />
          </label>
          <label>
            Seed{' '}
            <input
              type="number"
              min={0}
              value={choices.seed}
              onChange={(event) => {
                const seed = Math.round(event.target.valueAsNumber);
                if (seed >= 0) choose({ seed });
              }}
            />
          </label>
          <span className={css.pair}>
            Computed by{' '}
            <Select
              label="Backend"
              value={choices.backend}
              options={BACKENDS}
              onChange={(backend) => choose({ backend })}
            />
          </span>
        </div>
        <Scaler side="a" />
        <Scaler side="b" />
        <CustomLine />
      </div>
    </Panel>
  );
}

/** Preprocessing that belongs to one side. */
function Scaler({ side }: { side: 'a' | 'b' }) {
  const letter = side.toUpperCase();
  return (
    <SlotLine
      slot={`scaler-${side}`}
      words={{
        empty: `No scaler for ${letter}`,
        says: (opened) => `${opened.kind === 'preprocessing' ? opened.label : ''}, for ${letter}`,
        choose: [`Add a scaler for ${letter}`, `Choose another scaler for ${letter}`],
        remove: `Remove scaler ${letter}`,
      }}
    />
  );
}
