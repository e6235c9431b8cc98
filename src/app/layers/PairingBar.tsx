import { usePage } from '../state/page.ts';
import { stopPairing } from '../state/pairing.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Side } from '../ui/Side.tsx';
import css from './PairingBar.module.css';

/** While two layers are being paired by hand: which is asked for, and how to give up. */
export function PairingBar() {
  const picking = usePage((page) => page.picking);
  if (picking === null) return null;
  return (
    <p className={css.bar} role="status">
      <Side of={picking.a === null ? 'a' : 'b'} />
      {picking.a === null ? (
        <span>Pick a layer of A: press its row, or go there and press</span>
      ) : (
        <span>
          Pick B’s layer for <code translate="no">{picking.a}</code>: press its row, or go there and press
        </span>
      )}
      <Kbd>Enter</Kbd>
      <Button look="quiet" icon="close" onClick={stopPairing}>
        Cancel pairing
      </Button>
    </p>
  );
}
