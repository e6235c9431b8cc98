import type { Slot } from '../../pipeline/index.ts';
import { askToRun } from '../state/askToRun.ts';
import { useSession } from '../state/SessionContext.ts';
import type { Session } from '../state/session.ts';
import { hostFiles, type PageFile } from './hostFiles.ts';
import { openPicked } from './openModels.ts';
import { readReport } from './readReport.ts';
import { inOrder } from './takeFiles.ts';

interface Input {
  readonly slot: Slot;
  readonly label: string;
  readonly folder?: boolean;
  readonly several?: boolean;
  readonly accept?: string;
}

const INPUTS: readonly Input[] = [
  { slot: 'a', label: 'Model A', several: true },
  { slot: 'b', label: 'Model B', several: true },
  { slot: 'a', label: 'Model A folder', folder: true },
  { slot: 'b', label: 'Model B folder', folder: true },
  { slot: 'inputs', label: 'Inputs', several: true },
  { slot: 'reference', label: 'Recorded predictions' },
  { slot: 'scaler-a', label: 'Scaler A' },
  { slot: 'scaler-b', label: 'Scaler B' },
  { slot: 'custom', label: 'Custom layers', accept: '.js,.mjs' },
];

const idOf = (input: Input) => `file-${input.slot}${input.folder ? '-folder' : ''}`;

/** The page's file inputs, out of sight: buttons press them, programs fill them. */
export function FileInputs() {
  const session = useSession();
  return (
    <section className="sr" aria-label="Files">
      {INPUTS.map((input) => (
        <input
          key={input.label}
          id={idOf(input)}
          type="file"
          tabIndex={-1}
          aria-label={input.label}
          multiple={input.several ?? false}
          {...(input.folder ? { webkitdirectory: '' } : {})}
          {...(input.accept ? { accept: input.accept } : {})}
          onChange={(event) => {
            if (input.slot === 'custom') takeModule(event.target.files);
            else void take(session, hostFiles(event.target.files ?? []), input.slot);
            const element = event.target;
            // Lets the same file be chosen again after it changed on disk.
            setTimeout(() => {
              element.value = '';
            });
          }}
        />
      ))}
    </section>
  );
}

/** Opens picked files in the slot that they were picked for; a shared report is drawn instead. */
async function take(session: Session, files: readonly PageFile[], slot: Slot): Promise<void> {
  const [first, ...more] = files;
  if (!first) return;
  const report = more.length === 0 ? await readReport(first.name, first.blob) : null;
  if (report?.ok) session.show(report.value, first.name);
  else if (report) session.refuse(slot, first.name, report.failure);
  else if (slot === 'a' || slot === 'b') await openPicked(session, slot, files);
  else await session.open(slot, slot === 'inputs' ? inOrder(files) : files);
}

/** A module is not opened: the user is asked first. */
function takeModule(list: FileList | null): void {
  const [module] = hostFiles(list ?? []);
  if (module) askToRun(module);
}

/** Opens the browser's file picker for a slot. */
export function pickFiles(slot: Slot, folder = false): void {
  document.getElementById(`file-${slot}${folder ? '-folder' : ''}`)?.click();
}
