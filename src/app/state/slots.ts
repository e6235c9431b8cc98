import type { ReadFailure } from '../../model/index.ts';
import type { OpenedSlot, Slot } from '../../pipeline/index.ts';

/** A slot with something in it. */
export interface OpenSlot {
  readonly step: 'open';
  readonly name: string;
  readonly opened: OpenedSlot;
}

/** What step a slot is at. A failure keeps what was open before. */
export type SlotState =
  | { readonly step: 'empty' }
  | {
      readonly step: 'opening';
      readonly name: string;
      readonly bytes: number;
      readonly kept: OpenSlot | null;
    }
  | OpenSlot
  | {
      readonly step: 'failed';
      readonly name: string;
      readonly failure: ReadFailure;
      readonly kept: OpenSlot | null;
    };

/** All slots. */
export type Slots = Readonly<Record<Slot, SlotState>>;

/** Nothing is open. */
export const NO_SLOTS: Slots = {
  a: { step: 'empty' },
  b: { step: 'empty' },
  inputs: { step: 'empty' },
  reference: { step: 'empty' },
  'scaler-a': { step: 'empty' },
  'scaler-b': { step: 'empty' },
  custom: { step: 'empty' },
};

/** What is open in a slot, whatever happened to later attempts. */
export function openIn(slot: SlotState): OpenSlot | null {
  if (slot.step === 'open') return slot;
  return slot.step === 'empty' ? null : slot.kept;
}

/** Whether enough is open to compare: two models, or one and recorded predictions. */
export function canCompare(slots: Slots): boolean {
  const b = openIn(slots.b) ?? openIn(slots.reference);
  return openIn(slots.a) !== null && b !== null;
}
