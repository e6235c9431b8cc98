import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import css from './Note.module.css';

/** One remark in a box: something to know, or something that went wrong right here. */
export function Note({ bad = false, children }: { bad?: boolean; children: ReactNode }) {
  return (
    <div className={bad ? css.bad : css.note} role={bad ? 'alert' : 'note'}>
      <Icon glyph={bad ? 'warn' : 'help'} />
      <div>{children}</div>
    </div>
  );
}
