import { type ReactNode, useId } from 'react';
import css from './Panel.module.css';

/** A titled box of evidence. */
export function Panel(props: {
  title: ReactNode;
  aside?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  className?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={[css.panel, props.className].filter(Boolean).join(' ')} aria-labelledby={id}>
      <header className={css.header}>
        <h2 id={id}>{props.title}</h2>
        {props.aside ? <div className={css.aside}>{props.aside}</div> : null}
        {props.actions ? <div className={css.actions}>{props.actions}</div> : null}
      </header>
      <div className={props.flush ? css.flush : css.in}>{props.children}</div>
    </section>
  );
}
