import type { Report } from '../../report/index.ts';
import { usePage } from '../state/page.ts';
import { Note } from '../ui/Note.tsx';
import css from './CoverageNotes.module.css';
import { StandInButtons } from './StandInButtons.tsx';
import { bothNames } from './standIns.ts';

const MOST = 3;

/** What a comparison did not see because no file holds the code of a layer, and what can be done about it. */
export function CoverageNotes({ report }: { report: Report }) {
  const readOnly = usePage((page) => page.comparison.step === 'opened');
  const stopped = report.runs[0]?.coverage.stoppedAt;
  const foreign = stopped?.foreign ? stopped : null;
  const identity = report.settings.identity ?? [];
  return (
    <>
      {foreign ? (
        <Note>
          <p>
            <code>{foreign.layer}</code> ({foreign.className}) is a custom layer, so its code is not in the
            file. Weights and settings are compared; what comes after it was not run.
          </p>
          {readOnly ? null : (
            <div className={css.acts}>
              <StandInButtons layers={bothNames(report, foreign.layer)} />
            </div>
          )}
        </Note>
      ) : null}
      {passedOver(report, identity).map((layers) => (
        <Note key={layers.join()}>
          <p>
            <code>{layers.join(' / ')}</code> was treated as identity: it handed its input on as it is. What
            it really computes was not seen, so nothing here is proven about it.
          </p>
          {readOnly ? null : (
            <div className={css.acts}>
              <StandInButtons layers={layers} />
            </div>
          )}
        </Note>
      ))}
      {identity.length > MOST ? (
        <p className="muted small">More layers were treated as identity; Versions lists all of them.</p>
      ) : null}
    </>
  );
}

/** The layers that were passed over, the two names of a pair together. */
function passedOver(report: Report, identity: readonly string[]): string[][] {
  const groups = identity.map((layer) => bothNames(report, layer));
  const keys = new Set<string>();
  return groups
    .filter((names) => {
      const fresh = !keys.has(names.join('\n'));
      keys.add(names.join('\n'));
      return fresh;
    })
    .slice(0, MOST);
}
