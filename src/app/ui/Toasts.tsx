import { useEffect, useState } from 'react';
import { usePage } from '../state/page.ts';
import type { Toast } from '../state/Toast.ts';
import { dismissToast } from '../state/toasts.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import css from './Toasts.module.css';

const STAYS_MS = 6000;

/** Short messages about what was done, bottom left. */
export function Toasts() {
  const toasts = usePage((page) => page.toasts);
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits longer while it is being read
    <div
      className={css.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon glyph="check" />
      {toast.text}
      {toast.action ? (
        <Button
          look="quiet"
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.name}
        </Button>
      ) : null}
      <Button look="quiet" icon="close" aria-label="Dismiss" onClick={() => dismissToast(toast.id)} />
    </div>
  );
}
