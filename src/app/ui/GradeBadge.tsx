import type { Grade } from '../../diagnose/index.ts';
import css from './GradeBadge.module.css';
import { Icon } from './Icon.tsx';
import { GRADE_LOOK } from './stateLook.ts';

/** How sure a finding is. `says` replaces the word ("Cause proven"). */
export function GradeBadge({ grade, says }: { grade: Grade; says?: string }) {
  const open = grade === 'possible' || grade === 'ask';
  return (
    <span className={open ? css.outlined : css.badge}>
      <Icon glyph={GRADE_LOOK[grade].glyph} />
      {says ?? GRADE_LOOK[grade].word}
    </span>
  );
}
