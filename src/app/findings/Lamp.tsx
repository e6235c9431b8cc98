import type { Verdict } from '../../report/index.ts';
import { Icon } from '../ui/Icon.tsx';
import { STATE_LOOK } from '../ui/stateLook.ts';
import css from './Lamp.module.css';

/** The verdict's glyph on its ground; a wave while it is being found. */
export function Lamp({ verdict, small = false }: { verdict: Verdict | 'running'; small?: boolean }) {
  return (
    <div className={css.lamp} data-of={verdict} data-small={small || undefined} aria-hidden="true">
      <Icon glyph={verdict === 'running' ? 'noise' : STATE_LOOK[verdict].glyph} large={!small} />
    </div>
  );
}
