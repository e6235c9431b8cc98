/** The report: its type, and its ways out as text, Markdown, JSON, JUnit and HTML. It computes nothing about models. */
export { bestGrade, flipsOf, reasonOf, worstOutput } from './digest/answer.ts';
export { type OutputWords, outputWords } from './digest/outputWords.ts';
export { type Proof, type ProofLine, proofOf } from './digest/proofOf.ts';
export { toHtml } from './html/toHtml.ts';
export { parseReport } from './json/parseReport.ts';
export { toJson } from './json/toJson.ts';
export { toJunit } from './junit/toJunit.ts';
export { toMarkdown } from './markdown/toMarkdown.ts';
export type {
  ModelSummary,
  PortSummary,
  Redaction,
  Report,
  Settings,
  TroubleReport,
  Verdict,
} from './Report.ts';
export { type Redact, redact } from './redact/redact.ts';
export { type TextOptions, toText } from './text/toText.ts';
export {
  formatBytes,
  formatCount,
  formatFigure,
  formatNumber,
  formatPart,
  formatPlural,
} from './words/formatNumber.ts';
export { FORMAT_WORDS, VERDICT_WORDS } from './words/stateWords.ts';
export { visible } from './words/visible.ts';
