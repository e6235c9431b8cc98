import type { Slot } from '../../pipeline/index.ts';
import { lookInside } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn, type SlotState } from '../state/slots.ts';
import { Button } from '../ui/Button.tsx';
import { bytes } from '../ui/figures.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Name } from '../ui/Name.tsx';
import { Side } from '../ui/Side.tsx';
import css from './DropSlot.module.css';
import { pickFiles } from './FileInputs.tsx';
import { SlotFacts } from './SlotFacts.tsx';
import { SlotFailure } from './SlotFailure.tsx';
import type { DropTarget } from './useDropAnywhere.ts';

const EMPTY = {
  a: { title: 'The model you trust', says: 'The one that was right: the trained or original file.' },
  b: { title: 'The model that predicts differently', says: 'The copy: restored, converted, downloaded.' },
};

/** The place of one model: empty, opening, open, or refused with the reason. */
export function DropSlot({ side, state, target }: { side: 'a' | 'b'; state: SlotState; target: DropTarget }) {
  const over = target === side;
  const kept = openIn(state);
  return (
    <section
      className={css.slot}
      data-drop={side satisfies Slot}
      data-step={state.step}
      data-over={over || (target === 'page' ? 'near' : undefined)}
      data-side={side}
      aria-labelledby={`slot-${side}`}
    >
      <h2 id={`slot-${side}`}>
        <Side of={side} large />
        {over ? (
          `Drop as ${side.toUpperCase()}.`
        ) : state.step === 'empty' ? (
          EMPTY[side].title
        ) : (
          <Name text={state.name} strong />
        )}
      </h2>
      {state.step === 'empty' ? <p className="muted">{EMPTY[side].says}</p> : null}
      {state.step === 'opening' ? (
        <div className={css.opening} role="status">
          <span className="muted small">Reading {bytes(state.bytes)}</span>
          <div className={css.track}>
            <i />
          </div>
        </div>
      ) : null}
      {state.step === 'open' ? <SlotFacts opened={state.opened} /> : null}
      {state.step === 'failed' ? <SlotFailure failure={state.failure} keeps={kept?.name ?? null} /> : null}
      <SlotActions side={side} state={state} />
    </section>
  );
}

function SlotActions({ side, state }: { side: 'a' | 'b'; state: SlotState }) {
  const session = useSession();
  const ends = state.step === 'empty' || state.step === 'failed';
  return (
    <div className={css.actions}>
      <Button
        icon="file"
        look={state.step === 'failed' ? 'primary' : 'default'}
        onClick={() => pickFiles(side)}
      >
        {state.step === 'empty' ? 'Choose file' : 'Choose another file'}
      </Button>
      {ends ? (
        <Button icon="folder" onClick={() => pickFiles(side, true)}>
          Folder
        </Button>
      ) : null}
      {openIn(state) ? (
        <Button icon="search" onClick={() => lookInside(side)}>
          Look inside
        </Button>
      ) : null}
      {state.step === 'empty' ? (
        <span className={css.paste}>
          or paste with <Kbd>Ctrl</Kbd> <Kbd>V</Kbd>
        </span>
      ) : (
        <Button look="quiet" icon="close" onClick={() => void session.remove(side)}>
          {state.step === 'opening' ? 'Cancel' : 'Remove'}
        </Button>
      )}
    </div>
  );
}
