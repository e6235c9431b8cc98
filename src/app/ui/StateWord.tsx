import { Icon } from './Icon.tsx';
import { Side } from './Side.tsx';
import css from './StateWord.module.css';
import { STATE_LOOK, type StateName } from './stateLook.ts';

/** A state as glyph, word and hue. `says` replaces the word. */
export function StateWord({ state, says }: { state: StateName; says?: string }) {
  const look = STATE_LOOK[state];
  return (
    <span
      className={css.state}
      data-loud={look.loud || undefined}
      style={{ '--ink': `var(${look.ink})` } as React.CSSProperties}
    >
      {state === 'only-a' || state === 'only-b' ? (
        <Side of={state === 'only-a' ? 'a' : 'b'} />
      ) : (
        <Icon glyph={look.glyph} />
      )}
      <span className={css.word}>{says ?? look.word}</span>
    </span>
  );
}
