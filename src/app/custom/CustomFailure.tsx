import { SlotFailure } from '../open/SlotFailure.tsx';
import { usePage } from '../state/page.ts';
import css from './CoverageNotes.module.css';

/** Why custom layers were refused, beside the answer that stays as it was. */
export function CustomFailure() {
  const state = usePage((page) => page.slots.custom);
  if (state.step !== 'failed') return null;
  return (
    <div className={css.failure}>
      <SlotFailure failure={state.failure} keeps={state.kept?.name ?? null} />
    </div>
  );
}
