import { pickFiles } from '../open/FileInputs.tsx';
import css from '../open/OptionsPanel.module.css';
import { SlotFailure } from '../open/SlotFailure.tsx';
import { reportOf } from '../state/comparison.ts';
import { endIdentity } from '../state/identity.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn } from '../state/slots.ts';
import { Button } from '../ui/Button.tsx';
import own from './CustomLine.module.css';

const NONE: readonly string[] = [];

/** Code for layers that no file holds: none, loading, open, or refused with the reason; and what is passed over instead. */
export function CustomLine() {
  const session = useSession();
  const state = usePage((page) => page.slots.custom);
  const identity = usePage((page) => reportOf(page.comparison)?.settings.identity ?? NONE);
  const given = openIn(state);
  const layers = given?.opened.kind === 'code' ? given.opened.layers.join(', ') : '';
  return (
    <div className={`${css.options} ${own.custom}`} data-drop="custom" data-step={state.step}>
      <div className={css.line}>
        <span>
          {given ? (
            <>
              <code>{given.name}</code> computes {layers}
            </>
          ) : (
            'No code for custom layers'
          )}
        </span>
        <Button icon="file" onClick={() => pickFiles('custom')}>
          {given ? 'Choose other custom layers' : 'Add custom layers'}
        </Button>
        {given ? (
          <Button
            look="quiet"
            icon="close"
            aria-label="Remove custom layers"
            onClick={() => void session.remove('custom')}
          >
            Remove
          </Button>
        ) : null}
      </div>
      {state.step === 'opening' ? (
        <p className="muted small" role="status">
          Loading {state.name}
        </p>
      ) : null}
      {state.step === 'failed' ? (
        <SlotFailure failure={state.failure} keeps={state.kept?.name ?? null} />
      ) : null}
      {identity.length > 0 ? (
        <div className={css.line}>
          <span>
            Treated as identity: <code>{identity.join(', ')}</code>
          </span>
          <Button look="quiet" icon="close" onClick={() => void endIdentity(session, identity)}>
            Take back
          </Button>
        </div>
      ) : null}
    </div>
  );
}
