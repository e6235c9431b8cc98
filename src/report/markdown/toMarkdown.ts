import type { Finding } from '../../diagnose/index.ts';
import { bestGrade, factsOf, reasonOf } from '../digest/answer.ts';
import { figuresWords } from '../digest/figuresWords.ts';
import { measuredHow } from '../digest/measuredHow.ts';
import { modelFacts } from '../digest/modelFacts.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatPart } from '../words/formatNumber.ts';
import { GRADE_WORDS, VERDICT_WORDS } from '../words/stateWords.ts';
import { markdownCode, markdownProse, markdownText } from './escapeMarkdown.ts';
import { MarkdownPage } from './MarkdownPage.ts';
import { layersPart, optionsPart, outputsPart, variablesPart } from './tableParts.ts';

const PLACES = 6;
const FACTS = 6;
const RULED_OUT = 50;

/** A report for a pull request or a job's summary, in GitHub's Markdown. Long parts fold. */
export function toMarkdown(report: Report): string {
  const page = new MarkdownPage();
  const grade = bestGrade(report);
  const badge = grade === null ? '' : ` · ${GRADE_WORDS[grade].verdict}`;
  page.heading(2, `Twinspect: ${VERDICT_WORDS[report.verdict]}${badge}`);
  page.paragraph(`<b>${markdownProse(report.headline)}</b>`);
  const reason = reasonOf(report);
  if (reason !== '') page.paragraph(markdownProse(reason));
  const facts = factsOf(report);
  page.table(
    facts.map((fact) => fact.name),
    [facts.map((fact) => `<b>${markdownText(fact.value)}</b> ${markdownText(fact.unit)}`)],
  );
  for (const [at, finding] of report.findings.entries()) findingPart(page, finding, at + 1);
  layersPart(page, report);
  variablesPart(page, report);
  optionsPart(page, report);
  outputsPart(page, report);
  filesPart(page, report);
  ruledOutPart(page, report);
  page.fold('How it was measured', () => page.list(measuredHow(report).map(markdownProse)));
  return page.done();
}

function findingPart(page: MarkdownPage, finding: Finding, number: number): void {
  const share = finding.share === null ? '' : `, explains ${formatPart(finding.share)} of the gap`;
  page.heading(3, `${number}. ${markdownProse(finding.title)}`);
  page.paragraph(
    `${GRADE_WORDS[finding.grade].finding}, ${markdownText(`${finding.cause} ${finding.slug}`)}${share}`,
  );
  page.paragraph(markdownProse(finding.explanation));
  const more = finding.where.length - PLACES;
  page.list([
    ...finding.where.slice(0, PLACES).map(markdownCode),
    ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
  ]);
  if (finding.fix.text !== '') page.paragraph(`<b>Fix.</b> ${markdownProse(finding.fix.text)}`);
  if (finding.fix.code !== null) page.code('python', finding.fix.code);
  if (finding.evidence.length === 0) return;
  page.fold('What was measured', () =>
    page.list(
      finding.evidence.slice(0, FACTS).map((evidence) => {
        const figures = figuresWords(evidence);
        return `${markdownProse(evidence.says)}${figures === '' ? '' : ` (${markdownText(figures)})`}`;
      }),
    ),
  );
}

function filesPart(page: MarkdownPage, { a, b }: Report): void {
  const factsB = b === null ? [] : modelFacts(b);
  const cell = (code: boolean | undefined, value: string): string =>
    code ? markdownCode(value) : markdownText(value);
  page.fold('What was compared', () =>
    page.table(
      ['', `A ${markdownCode(a.name)}`, ...(b === null ? [] : [`B ${markdownCode(b.name)}`])],
      modelFacts(a).map((fact, at) => [
        fact.name,
        cell(fact.code, fact.value),
        ...(b === null ? [] : [cell(fact.code, factsB[at]?.value ?? '')]),
      ]),
    ),
  );
}

function ruledOutPart(page: MarkdownPage, { ruledOut }: Report): void {
  if (ruledOut.length === 0) return;
  const more = ruledOut.length - RULED_OUT;
  page.fold(`Ruled out (${formatCount(ruledOut.length)})`, () =>
    page.list([
      ...ruledOut
        .slice(0, RULED_OUT)
        .map((one) => `<b>${markdownText(one.cause)}</b> ${markdownProse(one.because)}`),
      ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
    ]),
  );
}
