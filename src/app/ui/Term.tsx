import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import css from './Term.module.css';

/** A word that explains itself under the pointer and on focus. */
export function Term({ says, children }: { says: string; children: ReactNode }) {
  return (
    <Tooltip.Provider delayDuration={400}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>
          <button type="button" className={css.term}>
            {children}
          </button>
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content className={css.tip} sideOffset={6} collisionPadding={8}>
            {says}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
