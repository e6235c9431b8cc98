import type { ComponentProps, ReactNode } from 'react';
import css from './Button.module.css';
import { type Glyph, Icon } from './Icon.tsx';

/** How loud a button is. Controls are ink, never a hue. */
export type Loudness = 'default' | 'primary' | 'quiet';

type Props = Omit<ComponentProps<'button'>, 'children'> & {
  readonly look?: Loudness;
  readonly icon?: Glyph;
  readonly large?: boolean;
  readonly children?: ReactNode;
};

/** A button. Without children it is a square with its glyph and needs an `aria-label`. */
export function Button({ look = 'default', icon, large = false, children, className, ...rest }: Props) {
  const classes = [css.button, css[look], large && css.large, !children && css.square, className];
  return (
    <button type="button" className={classes.filter(Boolean).join(' ')} {...rest}>
      {icon ? <Icon glyph={icon} /> : null}
      {children}
    </button>
  );
}
