import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn } from '../state/slots.ts';
import { Button } from '../ui/Button.tsx';
import { pickFiles } from './FileInputs.tsx';
import css from './OptionsPanel.module.css';
import { SlotFailure } from './SlotFailure.tsx';

/** Preprocessing of one side: none, loading, open with what it holds, or refused with the reason. */
export function ScalerLine({ side }: { side: 'a' | 'b' }) {
  const slot = `scaler-${side}` as const;
  const letter = side.toUpperCase();
  const session = useSession();
  const state = usePage((page) => page.slots[slot]);
  const given = openIn(state);
  const label = given?.opened.kind === 'preprocessing' ? given.opened.label : '';
  return (
    <div className={css.options} data-drop={slot} data-step={state.step}>
      <div className={css.line}>
        <span>
          {given ? (
            <>
              Scaler {letter}: <code>{given.name}</code> {label}
            </>
          ) : (
            `No scaler for ${letter}`
          )}
        </span>
        <Button icon="file" onClick={() => pickFiles(slot)}>
          {given ? `Choose another scaler for ${letter}` : `Add a scaler for ${letter}`}
        </Button>
        {given ? (
          <Button
            look="quiet"
            icon="close"
            aria-label={`Remove scaler ${letter}`}
            onClick={() => void session.remove(slot)}
          >
            Remove
          </Button>
        ) : null}
      </div>
      {state.step === 'opening' ? (
        <p className="muted small" role="status">
          Reading {state.name}
        </p>
      ) : null}
      {state.step === 'failed' ? (
        <SlotFailure failure={state.failure} keeps={state.kept?.name ?? null} />
      ) : null}
    </div>
  );
}
