import { useSession } from '../state/SessionContext.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Slotted } from './Arrival.tsx';
import css from './FilesDialog.module.css';
import { OneModelPanel } from './OneModelPanel.tsx';
import { OptionsPanel } from './OptionsPanel.tsx';

/** The files and inputs of the comparison on the screen, to look at and to change. */
export function FilesDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  return (
    <Dialog
      title="Files and inputs"
      onClose={onClose}
      footer={
        <>
          <span className={css.gap} />
          <Button onClick={() => void session.startOver()}>Start over</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              void session.compare();
            }}
          >
            Compare again
          </Button>
        </>
      }
    >
      <div className={css.parts}>
        <Slotted target={null} />
        <OptionsPanel />
        <OneModelPanel />
      </div>
    </Dialog>
  );
}
