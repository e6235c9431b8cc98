import { createContext, useContext } from 'react';
import css from './Side.module.css';

/** Whose figures stand second: those of model B, or those that were recorded, of which nobody has a file. */
export const Second = createContext<'b' | 'reference'>('b');

const WORDS = { a: 'A', b: 'B', reference: 'REF' };

/** What the second side is called in a sentence. */
export function useSecondWord(): string {
  return WORDS[useContext(Second)];
}

/** Whose: the letter of a model on its hue, or REF for what was recorded. */
export function Side({ of, large = false }: { of: keyof typeof WORDS; large?: boolean }) {
  const second = useContext(Second);
  const shown = of === 'b' ? second : of;
  return (
    <span className={css.side} data-side={shown} data-large={large || undefined} translate="no">
      {WORDS[shown]}
    </span>
  );
}
