import type { Coverage, RunComparison } from '../../run/index.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatPlural } from '../words/formatNumber.ts';
import { inputWords } from './inputWords.ts';

/** How the figures came about: one plain sentence each. */
export function measuredHow(report: Report): string[] {
  const run = report.runs[0];
  return [
    ...(run === undefined
      ? [notRun(report)]
      : ranSentences(run, report.b === null, report.settings.identity ?? [])),
    ...(report.variables.length === 0
      ? []
      : ['Variables are equal by their bytes first; close means within 1e−6 of the largest value of A.']),
    leftOut(report),
  ];
}

function notRun(report: Report): string {
  return report.settings.run
    ? 'Nothing could be run: only the files were compared.'
    : 'Nothing was run, as asked: only the files were compared.';
}

function ranSentences(run: RunComparison, oneModel: boolean, identity: readonly string[]): string[] {
  const confirmed = run.confirmedOn === null ? '' : `, the first difference confirmed on ${run.confirmedOn}`;
  return [
    `Computed on ${run.backend}${confirmed}.`,
    `${formatPlural(run.inputs.samples, 'sample')}: ${inputWords(run.inputs)} (sha256 ${run.inputs.sha256.slice(0, 12)}).`,
    ...(run.inputs.notes ?? []),
    coverageSentence(run.coverage),
    ...identitySentence(identity),
    oneModel
      ? 'The gap is the largest absolute difference between a prediction and its record.'
      : "A layer's Δ is its largest absolute difference divided by A's largest absolute value, over all samples.",
    'The noise floor is A against itself on another backend and batch size; within 10 times of it a gap is noise.',
  ];
}

function identitySentence(identity: readonly string[]): string[] {
  if (identity.length === 0) return [];
  const names = identity.slice(0, 12).map((id) => `\`${id}\``);
  const more = identity.length - names.length;
  return [
    `Treated as identity, by choice: ${names.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}. What ${identity.length === 1 ? 'this layer computes' : 'these layers compute'} was not seen.`,
  ];
}

/** How much ran, and what stopped the rest. */
export function coverageSentence(coverage: Coverage): string {
  const counts = `${formatCount(coverage.executed)} of ${formatCount(coverage.total)} layers ran.`;
  const stop = coverage.stoppedAt;
  if (stop === undefined) return counts;
  return `${counts} ${stop.side.toUpperCase()} stopped at \`${stop.layer}\` (${stop.className}): ${stop.because}`;
}

function leftOut(report: Report): string {
  if (report.redacted.length === 0) return 'Left out before sharing: nothing.';
  const shown = report.redacted.slice(0, 12).map((one) => `${one.path} (${one.why})`);
  const more = report.redacted.length - shown.length;
  return `Left out before sharing: ${shown.join('; ')}${more > 0 ? `; and ${formatCount(more)} more` : ''}.`;
}
