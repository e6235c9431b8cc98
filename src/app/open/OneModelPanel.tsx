import { copy } from '../state/toasts.ts';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { Panel } from '../ui/Panel.tsx';
import { arraysWords } from './arraysWords.ts';
import css from './OptionsPanel.module.css';
import { SlotLine } from './SlotLine.tsx';

const RECORD = 'y = model.predict(x)\nnp.savez("reference.npz", x=x, y=y)';

/** A layer that is called several times, or gives several tensors, has no single output. */
const RECORD_LAYERS = `once = [l for l in model.layers
        if len(getattr(l, "_inbound_nodes", [])) == 1
        and not isinstance(l.output, (list, tuple, dict))]
outs = {f"layer:{l.name}": l.output for l in once}
outs = keras.Model(model.inputs, outs).predict(x)
y = model.predict(x)
np.savez("reference.npz", x=x, y=y, **outs)`;

/** One file and predictions that were recorded before it was saved. */
export function OneModelPanel() {
  return (
    <Panel title="Only one file left?">
      <div className={css.options}>
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
        <SlotLine
          slot="reference"
          words={{
            says: arraysWords,
            choose: ['Add recorded predictions', 'Choose another file'],
            remove: 'Remove the recorded predictions',
          }}
        />
      </div>
    </Panel>
  );
}
