/** The report: its type, and its ways out as text, Markdown, JSON and HTML. It computes nothing about models. */
export type {
  ModelSummary,
  PortSummary,
  Redaction,
  Report,
  Settings,
  TroubleReport,
  Verdict,
} from './Report.ts';
