import type { Report } from '../../report/index.ts';
import { percent, plural } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { Prose } from '../ui/Prose.tsx';
import { FindingCard } from './FindingCard.tsx';
import css from './FindingsRail.module.css';

/** All findings, best first, and below them what was ruled out. */
export function FindingsRail({ report, busy }: { report: Report; busy: boolean }) {
  const { findings } = report;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard must reach it
    <aside className={css.rail} aria-label="Findings" tabIndex={0}>
      <h2>
        {findings.length === 0 && !busy ? 'No findings' : 'Findings'} <span>{shareWords(report, busy)}</span>
      </h2>
      {findings.map((finding, at) => (
        <FindingCard
          key={`${finding.cause} ${finding.where.join()}`}
          finding={finding}
          report={report}
          first={at === 0}
        />
      ))}
      {findings.length === 0 && busy ? <div className={css.skeleton} /> : null}
      {report.ruledOut.length > 0 ? <RuledOutCard report={report} open={findings.length === 0} /> : null}
    </aside>
  );
}

function shareWords(report: Report, busy: boolean): string {
  if (busy && report.findings.length === 0) return 'looking for causes';
  const best = report.findings.find((finding) => finding.share !== null);
  if (report.findings.length === 0) {
    return report.ruledOut.length === 0 ? '' : `${plural(report.ruledOut.length, 'cause')} checked`;
  }
  if (!best || best.share === null) {
    const proven = report.findings.filter((finding) => finding.grade === 'proven').length;
    return proven > 0 ? `${proven} proven` : plural(report.findings.length, 'suspect');
  }
  return best.share >= 0.995
    ? '1 explains all of the gap'
    : `the best explains ${percent(best.share)} of the gap`;
}

function RuledOutCard({ report, open }: { report: Report; open: boolean }) {
  return (
    <details className={css.ruled} open={open}>
      <summary>
        <Icon glyph="right" />
        <b>Ruled out</b>
        <span className="muted small">{report.ruledOut.length} checked</span>
      </summary>
      <ul>
        {report.ruledOut.map((entry) => (
          <li key={`${entry.cause} ${entry.because}`}>
            <Icon glyph="check" />
            <span>
              <b>{entry.cause}</b>{' '}
              <span className="muted">
                <Prose text={entry.because} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
