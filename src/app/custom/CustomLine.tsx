import css from '../open/OptionsPanel.module.css';
import { SlotLine } from '../open/SlotLine.tsx';
import { reportOf } from '../state/comparison.ts';
import { endIdentity } from '../state/identity.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { Button } from '../ui/Button.tsx';

const NONE: readonly string[] = [];

/** Code for layers that no file holds, and what is passed over instead. */
export function CustomLine() {
  const session = useSession();
  const identity = usePage((page) => reportOf(page.comparison)?.settings.identity ?? NONE);
  return (
    <>
      <SlotLine
        slot="custom"
        words={{
          empty: 'No code for custom layers',
          says: (opened) => (opened.kind === 'code' ? `computes ${opened.layers.join(', ')}` : null),
          choose: ['Add custom layers', 'Choose other custom layers'],
          remove: 'Remove custom layers',
        }}
      />
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
    </>
  );
}
