import type { VariableRow } from '../../diff/index.ts';
import type { OutputRow } from '../../run/index.ts';
import { isAsGiven } from '../digest/inputWords.ts';
import { type LayerEntry, layerEntries, nameOf } from '../digest/layerEntries.ts';
import { coverageSentence } from '../digest/measuredHow.ts';
import { outputWords } from '../digest/outputWords.ts';
import { variableWords } from '../digest/variableWords.ts';
import type { Report } from '../Report.ts';
import { formatNumber } from '../words/formatNumber.ts';
import { STATE_WORDS } from '../words/stateWords.ts';
import { escapeXml } from './escapeXml.ts';

/** One check: passed where neither is given. */
interface TestCase {
  readonly name: string;
  readonly failure?: string;
  readonly skipped?: string;
}

/** A report for a build server: one case per pair of layers, per pair of variables and per output. */
export function toJunit(report: Report): string {
  const suites = [
    { name: 'layers', cases: layerEntries(report).map(layerCase) },
    { name: 'variables', cases: report.variables.map(variableCase) },
    {
      name: 'predictions',
      cases: report.runs.filter(isAsGiven).flatMap((run) => run.outputs.map(outputCase)),
    },
    { name: 'answer', cases: [answerCase(report)] },
  ].filter((suite) => suite.cases.length > 0);
  const cases = suites.flatMap((suite) => suite.cases);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="twinspect" ${countsOf(cases)}>
${suites.map(({ name, cases: own }) => suiteXml(name, own)).join('\n')}
</testsuites>
`;
}

function layerCase(entry: LayerEntry): TestCase {
  const { row, run } = entry;
  const name = nameOf(entry);
  if (!entry.differs) return { name };
  const files = `The files: ${STATE_WORDS[row.verdict]}.`;
  if (run === null) return { name, failure: `${row.className}: ${files}` };
  if (run.verdict === 'not-run' && row.verdict === 'identical')
    return { name, skipped: run.because ?? 'not run' };
  const errors = `own error ${formatNumber(run.ownError)}, out error ${formatNumber(run.relative)}, noise floor ${formatNumber(run.noiseFloor)}`;
  return { name, failure: `${row.className}: ${STATE_WORDS[run.verdict]}. ${files} When run: ${errors}.` };
}

const SAME: ReadonlySet<VariableRow['status']> = new Set(['identical', 'equal', 'close']);

function variableCase(row: VariableRow): TestCase {
  const words = variableWords(row);
  if (SAME.has(row.status)) return { name: words.name };
  const figures =
    row.countDifferent === null
      ? []
      : [
          `${words.howMany} values differ; largest absolute ${words.largest}; largest relative ${words.relative}; allowed ${words.allowed}`,
        ];
  return {
    name: words.name,
    failure: [`${words.status}, ${words.shape}`, ...figures, ...words.also].join('. '),
  };
}

function outputCase(output: OutputRow): TestCase {
  const { name } = output;
  if (output.verdict !== 'different') return { name };
  const { gap, allowed, flips, also } = outputWords(output);
  const figures = output.shapeB
    ? []
    : [`Largest gap ${gap}, allowed ${allowed}, ${flips} decisions flipped.`];
  return { name, failure: [...figures, ...also].join(' ') };
}

function answerCase(report: Report): TestCase {
  const name = 'verdict';
  if (report.verdict === 'different') return { name, failure: report.headline };
  if (report.verdict !== 'inconclusive') return { name };
  const coverage = report.runs[0]?.coverage;
  return {
    name,
    skipped: coverage === undefined ? report.headline : `${report.headline} ${coverageSentence(coverage)}`,
  };
}

function countsOf(cases: readonly TestCase[]): string {
  const count = (key: 'failure' | 'skipped'): number => cases.filter((one) => one[key] !== undefined).length;
  return `tests="${cases.length}" failures="${count('failure')}" skipped="${count('skipped')}" errors="0"`;
}

function suiteXml(name: string, cases: readonly TestCase[]): string {
  return `  <testsuite name="${name}" ${countsOf(cases)}>\n${cases.map((one) => caseXml(name, one)).join('\n')}\n  </testsuite>`;
}

function caseXml(suite: string, { name, failure, skipped }: TestCase): string {
  const open = `    <testcase classname="twinspect.${suite}" name="${escapeXml(name)}"`;
  if (failure !== undefined) return `${open}><failure message="${escapeXml(failure)}"/></testcase>`;
  return skipped === undefined
    ? `${open}/>`
    : `${open}><skipped message="${escapeXml(skipped)}"/></testcase>`;
}
