import css from './Side.module.css';

/** Whose: the letter of a model on its hue. */
export function Side({ of, large = false }: { of: 'a' | 'b'; large?: boolean }) {
  return (
    <span className={css.side} data-side={of} data-large={large || undefined} translate="no">
      {of.toUpperCase()}
    </span>
  );
}
