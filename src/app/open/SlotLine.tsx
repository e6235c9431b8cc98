import type { ReactNode } from 'react';
import type { OpenedSlot } from '../../pipeline/index.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn, type Slots } from '../state/slots.ts';
import { Button } from '../ui/Button.tsx';
import { pickFiles } from './FileInputs.tsx';
import css from './OptionsPanel.module.css';
import { SlotFailure } from './SlotFailure.tsx';

interface Words {
  /** What holds while the slot is empty. */
  readonly empty?: string;
  /** What the open file is, beside its name. */
  readonly says?: (opened: OpenedSlot) => ReactNode;
  /** The button, before and after something is open. */
  readonly choose: readonly [empty: string, given: string];
  /** The name of the button that empties the slot. */
  readonly remove: string;
}

/** One file that is no model: none, being read, open with what it holds, or refused with the reason. */
export function SlotLine({ slot, words }: { slot: Exclude<keyof Slots, 'a' | 'b'>; words: Words }) {
  const session = useSession();
  const state = usePage((page) => page.slots[slot]);
  const given = openIn(state);
  return (
    <div className={css.options} data-drop={slot} data-step={state.step}>
      <div className={css.line}>
        {given ? (
          <span>
            <code>{given.name}</code> {words.says?.(given.opened)}
          </span>
        ) : words.empty ? (
          <span>{words.empty}</span>
        ) : null}
        <Button icon="file" onClick={() => pickFiles(slot)}>
          {words.choose[given ? 1 : 0]}
        </Button>
        {given ? (
          <Button
            look="quiet"
            icon="close"
            aria-label={words.remove}
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
