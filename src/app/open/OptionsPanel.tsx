import type { Backend } from '../../run/index.ts';
import { CustomLine } from '../custom/CustomLine.tsx';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn } from '../state/slots.ts';
import { Button } from '../ui/Button.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { pickFiles } from './FileInputs.tsx';
import css from './OptionsPanel.module.css';
import { ScalerLine } from './ScalerLine.tsx';
import { SlotFailure } from './SlotFailure.tsx';

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
  const inputs = usePage((page) => page.slots.inputs);
  const session = useSession();
  const given = openIn(inputs);
  const choose = (change: Partial<typeof choices>) =>
    usePage.setState((page) => ({ choices: { ...page.choices, ...change } }));
  return (
    <Panel title="Inputs for both">
      <div className={css.options} data-drop="inputs">
        <div className={css.line}>
          <span>{given ? <code>{given.name}</code> : 'Generated samples that fit the input'}</span>
          <Button icon="file" onClick={() => pickFiles('inputs')}>
            {given ? 'Choose other files' : 'Use a file, or pictures'}
          </Button>
          {given ? (
            <Button look="quiet" icon="close" onClick={() => void session.remove('inputs')}>
              Remove
            </Button>
          ) : null}
        </div>
        {inputs.step === 'failed' ? (
          <SlotFailure failure={inputs.failure} keeps={inputs.kept?.name ?? null} />
        ) : null}
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
      </div>
      <ScalerLine side="a" />
      <ScalerLine side="b" />
      <CustomLine />
    </Panel>
  );
}
