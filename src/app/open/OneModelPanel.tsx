import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn } from '../state/slots.ts';
import { copy } from '../state/toasts.ts';
import { Button } from '../ui/Button.tsx';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { Panel } from '../ui/Panel.tsx';
import { pickFiles } from './FileInputs.tsx';
import css from './OptionsPanel.module.css';
import { SlotFailure } from './SlotFailure.tsx';

const RECORD = 'y = model.predict(x)\nnp.savez("reference.npz", x=x, y=y)';

/** One file and predictions that were recorded before it was saved. */
export function OneModelPanel() {
  const reference = usePage((page) => page.slots.reference);
  const session = useSession();
  const given = openIn(reference);
  return (
    <Panel title="Only one file left?">
      <div className={css.options} data-drop="reference">
        <p className="muted">
          Compare it, as A, with predictions that were recorded before it was saved. These two lines record
          them:
        </p>
        <CodeBlock
          code={RECORD}
          label="Python that records predictions"
          onCopy={(code) => void copy(code, 'Copied.')}
        />
        <div className={css.line}>
          {given ? <code>{given.name}</code> : null}
          <Button icon="file" onClick={() => pickFiles('reference')}>
            {given ? 'Choose another file' : 'Add recorded predictions'}
          </Button>
          {given ? (
            <Button look="quiet" icon="close" onClick={() => void session.remove('reference')}>
              Remove
            </Button>
          ) : null}
        </div>
        {reference.step === 'failed' ? (
          <SlotFailure failure={reference.failure} keeps={reference.kept?.name ?? null} />
        ) : null}
      </div>
    </Panel>
  );
}
