import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn, type Slots } from '../state/slots.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import css from './Arrival.module.css';
import { DropSlot } from './DropSlot.tsx';
import { OneModelPanel } from './OneModelPanel.tsx';
import { OptionsPanel } from './OptionsPanel.tsx';
import { TryIt } from './TryIt.tsx';
import type { DropTarget } from './useDropAnywhere.ts';

/** The first screen: two places for two files, and what becomes of them. */
export function Arrival({ target }: { target: DropTarget }) {
  const slots = usePage((page) => page.slots);
  const words = headWords(slots);
  return (
    <main id="main" tabIndex={-1} className={css.arrival}>
      <div>
        <h1>{words.title}</h1>
        <p className={css.lead}>{words.lead}</p>
      </div>
      <Slotted target={target} />
      <TryIt />
      <div className={css.also}>
        <OptionsPanel />
        <OneModelPanel />
      </div>
    </main>
  );
}

/** Both slots with what may go in and what does not go out. */
export function Slotted({ target }: { target: DropTarget }) {
  const slots = usePage((page) => page.slots);
  const session = useSession();
  const any = slots.a.step !== 'empty' || slots.b.step !== 'empty';
  return (
    <div className={css.open}>
      <div className={css.slots} data-filled={any || undefined}>
        <DropSlot side="a" state={slots.a} target={target} />
        <Button
          look="quiet"
          icon="swap"
          aria-label="Swap A and B"
          disabled={!any}
          onClick={() => void session.swap()}
        />
        <DropSlot side="b" state={slots.b} target={target} />
      </div>
      <p className="muted small">
        <code>.keras</code>, <code>.h5</code>, weights alone, a SavedModel, a checkpoint, TensorFlow.js, ONNX,
        TFLite, safetensors: as files, a folder or a zip. Two at once become A and B. Content decides, not the
        name. A report (<code>.json</code>, <code>.html</code>) opens as it was shared.
      </p>
      <p className={css.promise}>
        <Icon glyph="lock" />
        <span>
          <b>Nothing leaves this machine.</b> Files are read in this tab; there is no server to send them to.
        </span>
      </p>
    </div>
  );
}

function headWords(slots: Slots): { title: React.ReactNode; lead: string } {
  const failed = slots.a.step === 'failed' || slots.b.step === 'failed';
  const kept = [slots.a, slots.b].some((slot) => slot.step === 'failed' && slot.kept !== null);
  const one = openIn(slots.a) ? 'A' : openIn(slots.b) ? 'B' : null;
  const other = one === 'A' ? 'B' : 'A';
  if (kept && one) {
    return {
      title: 'That file could not be read. What was open stays open.',
      lead: 'The reason stands below. Choose another file, or go on with what is open.',
    };
  }
  if (failed && one) {
    return {
      title: 'One file is open. The other could not be read.',
      lead: `${one} stays open. Choose another file for ${other}.`,
    };
  }
  if (slots.a.step === 'failed' && slots.b.step === 'failed')
    return { title: 'Neither file could be read.', lead: 'The reasons stand below. Choose other ones.' };
  if (failed)
    return { title: 'The file could not be read.', lead: 'The reason stands below. Choose another one.' };
  if (one) {
    return {
      title: `${one} is open. Now ${other}.`,
      lead: 'The comparison starts by itself as soon as both are there.',
    };
  }
  return {
    title: (
      <>
        Two saved Keras models.
        <br />
        One answer: why they predict differently.
      </>
    ),
    lead: 'Drop both files. Every weight is compared, both models run on the same samples layer by layer, and the cause is named with its proof and its fix.',
  };
}
