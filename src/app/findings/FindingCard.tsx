import { useId } from 'react';
import type { Evidence, Finding } from '../../diagnose/index.ts';
import { proofOf, type Report } from '../../report/index.ts';
import { copy } from '../state/toasts.ts';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { figure, percent } from '../ui/figures.ts';
import { GradeBadge } from '../ui/GradeBadge.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Prose } from '../ui/Prose.tsx';
import css from './FindingCard.module.css';
import { ProofChart } from './ProofChart.tsx';
import { Where } from './Where.tsx';

/** One cause: how sure, where, how it works, its proof and its fix. */
export function FindingCard({
  finding,
  report,
  first,
}: {
  finding: Finding;
  report: Report;
  first: boolean;
}) {
  const id = useId();
  const proof = proofOf(finding, report);
  const partial = finding.share !== null && finding.share < 0.995;
  return (
    <article
      className={css.card}
      data-cause={finding.cause}
      data-grade={finding.grade}
      data-first={first || undefined}
      aria-labelledby={id}
    >
      <header>
        <div className={css.line}>
          <GradeBadge grade={finding.grade} />
          <span className={css.cause}>
            {finding.cause} {finding.slug}
          </span>
        </div>
        <h3 id={id}>
          <Prose text={finding.title} />
          {partial && finding.share !== null ? ` (explains ${percent(finding.share)} of the gap)` : ''}
        </h3>
      </header>
      {partial && finding.share !== null ? (
        <div className={css.share} aria-hidden="true">
          <i style={{ width: `${finding.share * 100}%` }} />
        </div>
      ) : null}
      <Where finding={finding} report={report} />
      <p>
        <Prose text={first ? withoutHeadline(finding.explanation, report.headline) : finding.explanation} />
      </p>
      {proof ? <ProofChart proof={proof} /> : null}
      {finding.fix.text === '' ? null : (
        <p>
          <b>Fix.</b> <Prose text={finding.fix.text} />
        </p>
      )}
      {finding.fix.code === null ? null : (
        <CodeBlock
          code={finding.fix.code}
          label="Python that repairs it"
          onCopy={(code) => void copy(code, 'Fix copied.')}
        />
      )}
      <Measured evidence={finding.evidence} />
    </article>
  );
}

/** The verdict says the headline already; the card goes on from there. */
function withoutHeadline(explanation: string, headline: string): string {
  const rest = explanation.startsWith(headline) ? explanation.slice(headline.length).trim() : '';
  return rest === '' ? explanation : rest;
}

function Measured({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null;
  return (
    <details>
      <summary className="small">
        <Icon glyph="right" />
        What was measured
        <span className="muted">
          {evidence.length} {evidence.length === 1 ? 'fact' : 'facts'}
        </span>
      </summary>
      <ul className={css.facts}>
        {evidence.map((fact) => (
          <li key={fact.says}>
            <Prose text={fact.says} />
            <span className="muted">
              {Object.entries(fact.figures)
                .filter(([name]) => !name.includes('#'))
                .map(([name, value]) => `${name} ${typeof value === 'number' ? figure(value) : value}`)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
