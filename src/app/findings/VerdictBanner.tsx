import { bestGrade, type Report, reasonOf, VERDICT_WORDS } from '../../report/index.ts';
import { CoverageNotes } from '../custom/CoverageNotes.tsx';
import { CustomFailure } from '../custom/CustomFailure.tsx';
import type { Comparison } from '../state/comparison.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { copy } from '../state/toasts.ts';
import { turnFindings } from '../state/useKeys.ts';
import { Button } from '../ui/Button.tsx';
import { GradeBadge } from '../ui/GradeBadge.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Note } from '../ui/Note.tsx';
import { Prose } from '../ui/Prose.tsx';
import { GRADE_LOOK } from '../ui/stateLook.ts';
import { Lamp } from './Lamp.tsx';
import { ProgressView } from './ProgressView.tsx';
import css from './VerdictBanner.module.css';
import { VerdictFacts } from './VerdictFacts.tsx';

/** The answer. One line on every tab but Layers; in its place the progress while a comparison runs. */
export function VerdictBanner({ comparison, report }: { comparison: Comparison; report: Report | null }) {
  const slim = usePage((page) => page.view.tab !== 'layers');
  const running = comparison.step === 'running';
  const complete = comparison.step === 'done' || comparison.step === 'opened';
  const verdict = complete ? report?.verdict : undefined;
  return (
    <section
      className={css.banner}
      aria-label="Verdict"
      aria-busy={running}
      data-verdict={verdict}
      data-slim={(slim && !running) || undefined}
    >
      {comparison.step === 'running' ? (
        <ProgressView running={comparison} />
      ) : (
        <Answer comparison={comparison} report={report} slim={slim} />
      )}
      {slim && !running ? null : <VerdictFacts report={report} />}
    </section>
  );
}

function Answer({
  comparison,
  report,
  slim,
}: {
  comparison: Comparison;
  report: Report | null;
  slim: boolean;
}) {
  const best = report ? bestGrade(report) : null;
  const grade = best === 'ask' ? null : best;
  const reason = report ? reasonOf(report) : '';
  const badge = grade ? (
    <GradeBadge grade={grade} says={`Cause ${GRADE_LOOK[grade].word.toLowerCase()}`} />
  ) : null;
  return (
    <div className={css.answer}>
      <Lamp verdict={report?.verdict ?? 'inconclusive'} small={slim} />
      <div className={css.text}>
        <span className={css.word}>
          {wordOf(report, comparison)}
          {slim ? null : badge}
        </span>
        <h1 aria-live="polite">
          <Prose text={headlineOf(comparison, report)} />
        </h1>
        {slim ? null : (
          <>
            <Remarks comparison={comparison} report={report} />
            {reason === '' ? null : (
              <p className={css.why}>
                <Prose text={reason} />
              </p>
            )}
            <Actions comparison={comparison} report={report} />
          </>
        )}
      </div>
      {slim ? (
        <div className={css.slimEnd}>
          {badge}
          <Button onClick={turnFindings}>
            Findings <Kbd>f</Kbd>
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Actions({ comparison, report }: { comparison: Comparison; report: Report | null }) {
  const session = useSession();
  const code = report?.findings[0]?.fix.code ?? null;
  return (
    <div className={css.actions}>
      {code === null ? null : (
        <Button look="primary" icon="copy" onClick={() => void copy(code, 'Fix copied.')}>
          Copy fix
        </Button>
      )}
      {comparison.step === 'stopped' || comparison.step === 'failed' ? (
        <Button onClick={() => void session.compare()}>Compare again</Button>
      ) : null}
    </div>
  );
}

function wordOf(report: Report | null, comparison: Comparison): string {
  if (report === null) return 'Not compared';
  if (comparison.step === 'failed' || comparison.step === 'stopped') {
    return `${VERDICT_WORDS[report.verdict]}, by the files alone`;
  }
  const recorded = report.b === null && report.verdict === 'different';
  return VERDICT_WORDS[report.verdict] + (recorded ? ' from the recording' : '');
}

function headlineOf(comparison: Comparison, report: Report | null): string {
  if (report) return report.headline;
  if (comparison.step === 'stopped') return 'Stopped before anything was compared.';
  return 'The two could not be compared.';
}

function Remarks({ comparison, report }: { comparison: Comparison; report: Report | null }) {
  const notice = usePage((page) => page.notice);
  const same = report?.b && report.a.sha256 !== '' && report.a.sha256 === report.b.sha256;
  return (
    <>
      {comparison.step === 'failed' ? (
        <div className={css.remark}>
          <Note bad>
            <Prose text={comparison.failure.message} />
            {comparison.failure.where ? (
              <details>
                <summary className="small muted">Where exactly</summary>
                <code>{comparison.failure.where}</code>{' '}
                <span className="muted">Code {comparison.failure.code}.</span>
              </details>
            ) : null}
          </Note>
        </div>
      ) : null}
      {comparison.step === 'stopped' ? (
        <div className={css.remark}>
          <Note>
            Stopped{comparison.progress ? ` at: ${comparison.progress.says}` : '.'} What is shown is complete
            up to there.
          </Note>
        </div>
      ) : null}
      {notice ? (
        <div className={css.remark}>
          <Note>{notice}</Note>
        </div>
      ) : null}
      {report ? (
        <div className={css.remark}>
          <CoverageNotes report={report} />
          <CustomFailure />
        </div>
      ) : null}
      {same ? (
        <div className={css.remark}>
          <Note>A and B are the same file, byte for byte. Choose another one to compare.</Note>
        </div>
      ) : null}
    </>
  );
}
