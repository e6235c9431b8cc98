/** Reports for tests, here and in other rooms. */
export {
  aLayer,
  anOutput,
  aReport,
  aRun,
  aRunRow,
  aSummary,
  aVariable,
} from './testing/builders.ts';
export {
  equivalentReport,
  HOSTILE,
  hostileReport,
  longReport,
  nanReport,
  oneModelReport,
  stoppedReport,
} from './testing/otherReports.ts';
export { SAMPLES, swappedReport } from './testing/swappedReport.ts';
