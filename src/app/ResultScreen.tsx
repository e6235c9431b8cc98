import { memo } from 'react';
import type { Report } from '../report/index.ts';
import { FindingsRail } from './findings/FindingsRail.tsx';
import { VerdictBanner } from './findings/VerdictBanner.tsx';
import css from './ResultScreen.module.css';
import { ResultTabs } from './ResultTabs.tsx';
import type { Comparison } from './state/comparison.ts';
import { usePage } from './state/page.ts';
import { PanelBoundary } from './ui/PanelBoundary.tsx';
import { Second } from './ui/Side.tsx';

// Progress comes many times a second; what is drawn of a report changes with the report alone.
const Evidence = memo(ResultTabs);
const Rail = memo(FindingsRail);

/** The answer, its proof, the material. */
export function ResultScreen({ comparison, report }: { comparison: Comparison; report: Report | null }) {
  const tab = usePage((page) => page.view.tab);
  const findings = usePage((page) => page.findings);
  const shown = findings === 'by-tab' ? tab === 'layers' : findings === 'shown';
  const busy = comparison.step === 'running';
  const rail = shown && report !== null && (busy || report.findings.length + report.ruledOut.length > 0);
  return (
    <Second value={report !== null && report.b === null ? 'reference' : 'b'}>
      <main id="main" tabIndex={-1} className={css.main}>
        <VerdictBanner comparison={comparison} report={report} />
        <div className={css.work} data-rail={rail || undefined}>
          {report && rail ? (
            <PanelBoundary name="The list of findings">
              <Rail report={report} busy={busy} />
            </PanelBoundary>
          ) : null}
          {report ? <Evidence report={report} /> : <Skeleton busy={busy} />}
        </div>
      </main>
    </Second>
  );
}

function Skeleton({ busy }: { busy: boolean }) {
  if (!busy) return <div />;
  return (
    <div className={css.skeleton} aria-hidden="true">
      {[80, 64, 72, 58, 76, 66, 70, 62].map((width) => (
        <i key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
