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

/** A layer that is called several times, or gives several tensors, has no single output. */
const RECORD_LAYERS = `single = [l for l in model.layers if len(getattr(l, "_inbound_nodes", [])) == 1 and not isinstance(l.output, (list, tuple, dict))]
layers = keras.Model(model.inputs, {f"layer:{l.name}": l.output for l in single}).predict(x)
np.savez("reference.npz", x=x, y=model.predict(x), **layers)`;

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
        <p className="muted">
          With the outputs of its layers too, it is told where a gap begins. For a functional or sequential
          model:
        </p>
        <CodeBlock
          code={RECORD_LAYERS}
          label="Python that records the layers too"
          onCopy={(code) => void copy(code, 'Copied.')}
        />
        <p className="muted small">
          Several inputs or outputs are called x0, x1 … and y0, y1 …, or by their names.
        </p>
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
