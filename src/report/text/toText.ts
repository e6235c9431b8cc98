import { bestGrade, reasonOf } from '../digest/answer.ts';
import { measuredHow } from '../digest/measuredHow.ts';
import { modelLine } from '../digest/modelFacts.ts';
import type { ModelSummary, Report } from '../Report.ts';
import { GRADE_WORDS, VERDICT_WORDS } from '../words/stateWords.ts';
import { visible } from '../words/visible.ts';
import { stressOf } from './Ink.ts';
import { TextPage } from './TextPage.ts';
import { writeFinding } from './writeFinding.ts';
import { writeLayers, writeOptions, writeOutputs, writeVariables } from './writeTables.ts';

/** How the summary is written. */
export interface TextOptions {
  /** Characters in a line; 100 where nothing is said. */
  readonly width?: number;
  /** ANSI colours; none where nothing is said. */
  readonly color?: boolean;
}

const WIDTH = 100;
const RULED_OUT = 10;

/** A report as a person reads it in a terminal. */
export function toText(report: Report, options: TextOptions = {}): string {
  const page = new TextPage(Math.max(40, options.width ?? WIDTH), options.color ?? false);
  writeAnswer(page, report);
  if (report.findings.length > 0) page.heading('Findings');
  for (const [at, finding] of report.findings.entries()) writeFinding(page, finding, at + 1);
  writeLayers(page, report);
  writeOptions(page, report);
  writeVariables(page, report);
  writeOutputs(page, report);
  writeRuledOut(page, report);
  page.heading('How it was measured');
  for (const sentence of measuredHow(report)) page.say(sentence, 2);
  return page.done();
}

function writeAnswer(page: TextPage, report: Report): void {
  const grade = bestGrade(report);
  const word = page.ink(stressOf(report.verdict), VERDICT_WORDS[report.verdict].toUpperCase());
  page.line(grade === null ? word : `${word}  ${GRADE_WORDS[grade].verdict}`);
  page.say(report.headline, 0, { stress: 'strong' });
  const reason = reasonOf(report);
  if (reason !== '') page.say(reason);
  page.line('');
  writeModel(page, 'A', report.a);
  if (report.b === null) page.say(`recorded predictions${sourceOf(report)}`, 3, { first: '' });
  else writeModel(page, 'B', report.b);
}

function sourceOf(report: Report): string {
  const source = report.runs[0]?.inputs.source;
  return source === undefined ? '' : `: ${source}`;
}

function writeModel(page: TextPage, letter: 'A' | 'B', model: ModelSummary): void {
  page.line(`${page.ink(letter === 'A' ? 'a' : 'b', letter)}  ${visible(model.name)}`);
  page.say(modelLine(model), 3, { stress: 'muted' });
  for (const note of model.notes.slice(0, 5)) page.say(`Note: ${note.message}`, 3);
}

function writeRuledOut(page: TextPage, report: Report): void {
  if (report.ruledOut.length === 0) return;
  page.heading('Ruled out');
  for (const one of report.ruledOut.slice(0, RULED_OUT)) page.say(`${one.cause}  ${one.because}`, 2);
  const more = report.ruledOut.length - RULED_OUT;
  if (more > 0) page.say(`and ${more} more`, 2, { stress: 'muted' });
}
