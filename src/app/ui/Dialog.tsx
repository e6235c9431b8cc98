import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './Button.tsx';
import css from './Dialog.module.css';
import { ScrollRegion } from './ScrollRegion.tsx';

/** A modal dialog on the platform's own element: Escape closes it and focus returns to where it was. */
export function Dialog(props: {
  title: string;
  footer?: ReactNode;
  narrow?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    ref.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={css.dialog}
      data-narrow={props.narrow || undefined}
      aria-labelledby={id}
      onClose={props.onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (event.target === event.currentTarget) props.onClose();
      }}
    >
      <div className={css.box}>
        <div className={css.head}>
          <h2 id={id}>{props.title}</h2>
          <Button look="quiet" icon="close" aria-label="Close" onClick={props.onClose} />
        </div>
        <ScrollRegion label={props.title} className={css.body}>
          {props.children}
        </ScrollRegion>
        {props.footer ? <div className={css.foot}>{props.footer}</div> : null}
      </div>
    </dialog>
  );
}
