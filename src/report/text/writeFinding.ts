import type { Evidence, Finding } from '../../diagnose/index.ts';
import { figuresWords } from '../digest/figuresWords.ts';
import { formatPart } from '../words/formatNumber.ts';
import { GRADE_WORDS } from '../words/stateWords.ts';
import { visible } from '../words/visible.ts';
import type { TextPage } from './TextPage.ts';

const PLACES = 6;
const FACTS = 4;
const INDENT = 11;

const REPAIR_WORDS: Readonly<Record<Finding['repair'], string | null>> = {
  available: 'A corrected copy can be written: --repair OUT.',
  'not-needed': null,
  impossible: null,
};

/** One cause: how sure, where, how it works, what was measured, what to do. */
export function writeFinding(page: TextPage, finding: Finding, number: number): void {
  const share = finding.share === null ? '' : `, explains ${formatPart(finding.share)} of the gap`;
  const grade = GRADE_WORDS[finding.grade].finding.toLowerCase();
  page.say(finding.title, 3, { first: `${number}.`, stress: 'strong' });
  page.line(page.ink('muted', visible(`   ${grade}, ${finding.cause} ${finding.slug}${share}`)));
  writeWhere(page, finding.where);
  page.say(finding.explanation, INDENT, { first: '   because' });
  for (const [at, evidence] of finding.evidence.slice(0, FACTS).entries()) {
    page.say(evidenceWords(evidence), INDENT, {
      first: at > 0 ? '' : finding.grade === 'proven' ? '   proof' : '   shown',
    });
  }
  if (finding.evidence.length > FACTS) page.say(`and ${finding.evidence.length - FACTS} more facts`, INDENT);
  if (finding.fix.text !== '') page.say(finding.fix.text, INDENT, { first: '   fix' });
  if (finding.fix.code !== null) page.code(finding.fix.code, INDENT);
  const repair = REPAIR_WORDS[finding.repair];
  if (repair !== null) page.say(repair, INDENT);
}

function writeWhere(page: TextPage, where: readonly string[]): void {
  for (const [at, path] of where.slice(0, PLACES).entries()) {
    page.say(path, INDENT, { first: at === 0 ? '   where' : '' });
  }
  if (where.length > PLACES) page.say(`and ${where.length - PLACES} more`, INDENT);
}

function evidenceWords(evidence: Evidence): string {
  const figures = figuresWords(evidence);
  return figures === '' ? evidence.says : `${evidence.says} (${figures})`;
}
