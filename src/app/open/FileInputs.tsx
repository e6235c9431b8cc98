import type { Slot } from '../../pipeline/index.ts';
import { askToRun } from '../state/askToRun.ts';
import { useSession } from '../state/SessionContext.ts';
import { hostFiles } from './hostFiles.ts';
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
  const take = async (list: FileList | null, slot: Slot) => {
    const files = hostFiles(list ?? []);
    const first = files[0];
    const report = first && files.length === 1 ? await readReport(first.name, first.blob) : null;
    if (first && report?.ok) session.show(report.value, first.name);
    else if (first && report && !report.ok) session.refuse(slot, first.name, report.failure);
    else await session.open(slot, slot === 'inputs' ? inOrder(files) : files);
  };
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
            else void take(event.target.files, input.slot);
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

/** A module is not opened: the user is asked first. */
function takeModule(list: FileList | null): void {
  const [module] = hostFiles(list ?? []);
  if (module) askToRun(module);
}

/** Opens the browser's file picker for a slot. */
export function pickFiles(slot: Slot, folder = false): void {
  document.getElementById(`file-${slot}${folder ? '-folder' : ''}`)?.click();
}
