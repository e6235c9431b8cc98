import type { ModelInside } from '../../pipeline/index.ts';
import { SlotFacts } from '../open/SlotFacts.tsx';
import { usePage } from '../state/page.ts';
import { openIn } from '../state/slots.ts';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import css from './InsideScreen.module.css';

/** What the file is as a whole, while nothing in it is picked. */
export function FileInside({ slot, inside }: { slot: 'a' | 'b'; inside: ModelInside }) {
  const held = usePage((page) => openIn(page.slots[slot]));
  return (
    <ScrollRegion label="The file" className={css.side}>
      <h2>The file</h2>
      {held ? <SlotFacts opened={held.opened} all /> : null}
      <p className="muted">
        {inside.layers.length > 0
          ? 'Pick a layer to see what it reads, its weights and its options.'
          : 'Pick a tensor to see its values.'}
      </p>
    </ScrollRegion>
  );
}
