import { useEffect, useState } from 'react';
import type { AskedModule } from '../state/AskedModule.ts';
import { useSession } from '../state/SessionContext.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { bytes, plural } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import css from './CustomDialog.module.css';

const MOST_LINES = 400;

/** Asks before code runs: what it is, what it can do, and the code itself. Cancel has the focus. */
export function CustomDialog({ module, onClose }: { module: AskedModule; onClose: () => void }) {
  const session = useSession();
  const source = useText(module.blob);
  const lines = source?.split('\n') ?? [];
  return (
    <Dialog
      title="Run this code?"
      narrow
      onClose={onClose}
      footer={
        <>
          <span className={css.gap} />
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              void session.open('custom', [module]);
            }}
          >
            Run this code
          </Button>
        </>
      }
    >
      <div className={css.parts}>
        <p className={css.file}>
          <Icon glyph="file" />
          <code>{module.name}</code>
          <span className="muted">
            JavaScript, {bytes(module.blob.size)}
            {source === null ? '' : `, ${plural(lines.length, 'line')}`}
          </span>
        </p>
        <p>
          This is a program. It supplies layers whose code no model file holds, and it runs on this machine,
          in the worker that computes the models. Run it only if you trust whoever wrote it.
        </p>
        <ul className={css.facts}>
          <li>It sees the weights, settings and inputs of the models that are open here.</li>
          <li>
            The browser lets it reach no machine but the one that this page came from, and nothing on the
            page.
          </li>
          <li>It is not stored. Removing it, or closing this tab, ends it.</li>
        </ul>
        <ScrollRegion label={`Source of ${module.name}`} className={css.source}>
          <pre translate="no">{lines.slice(0, MOST_LINES).join('\n')}</pre>
        </ScrollRegion>
        {lines.length > MOST_LINES ? (
          <p className="muted small">The first {MOST_LINES} lines are shown.</p>
        ) : null}
      </div>
    </Dialog>
  );
}

/** Text of a file, null until it is read. Larger files are cut: this is to look at. */
function useText(blob: Blob): string | null {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let shown = true;
    void blob
      .slice(0, 2 ** 18)
      .text()
      .then((read) => {
        if (shown) setText(read);
      });
    return () => {
      shown = false;
    };
  }, [blob]);
  return text;
}
