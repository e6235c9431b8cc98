import type { Finding } from '../../diagnose/index.ts';
import { figuresWords } from '../digest/figuresWords.ts';
import { proofOf } from '../digest/proofOf.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatPart } from '../words/formatNumber.ts';
import { GRADE_WORDS } from '../words/stateWords.ts';
import { proofChart } from './charts.ts';
import { GRADE_GLYPHS } from './glyphs.ts';
import { type Html, html } from './Html.ts';
import { codeBlock, fold, icon, nameCode, prose, section } from './pieces.ts';

const PLACES = 12;
const FACTS = 6;

/** One cause in full: how sure, where, how it works, its proof and its fix. */
export function findingSection(finding: Finding, number: number, report: Report): Html {
  const proof = proofOf(finding, report);
  const heading = html`${number} · ${prose(finding.title)} <span class="muted">${finding.cause} ${finding.slug}</span>`;
  const words = html`<div class="stack">${gradeLine(finding)}<p class="say">${prose(finding.explanation)}</p>${where(finding.where)}${measured(finding)}</div>`;
  return section(
    heading,
    proof === null ? words : html`<div class="two">${words}${proofChart(proof)}</div>`,
    finding.fix.text === ''
      ? null
      : html`<p class="say" style="margin-top:10px"><b>Fix.</b> ${prose(finding.fix.text)}</p>`,
    finding.fix.code === null ? null : codeBlock(finding.fix.code),
  );
}

/** A grade as a badge. */
export function gradeBadge(finding: Finding, says: 'finding' | 'verdict'): Html {
  return html`<span class="badge ${finding.grade}">${icon(GRADE_GLYPHS[finding.grade])}${GRADE_WORDS[finding.grade][says]}</span>`;
}

function gradeLine(finding: Finding): Html {
  const share =
    finding.share === null
      ? null
      : html` <span class="cap">explains ${formatPart(finding.share)} of the gap</span>`;
  return html`<p>${gradeBadge(finding, 'finding')}${share}</p>`;
}

function where(paths: readonly string[]): Html | null {
  if (paths.length === 0) return null;
  const items = paths.slice(0, PLACES).map((path) => html`<li>${nameCode(path)}</li>`);
  const rest = paths.slice(PLACES, PLACES + 1000).map((path) => html`<li>${nameCode(path)}</li>`);
  const more =
    rest.length === 0
      ? null
      : fold(`${formatCount(paths.length - PLACES)} more places`, html`<ul class="where">${rest}</ul>`);
  return html`<ul class="where">${items}</ul>${more}`;
}

function measured(finding: Finding): Html | null {
  if (finding.evidence.length === 0) return null;
  const items = finding.evidence.map((evidence) => {
    const figures = figuresWords(evidence);
    return html`<li>${prose(evidence.says)}${figures === '' ? null : html` (${figures})`}</li>`;
  });
  const rest = items.slice(FACTS);
  const more =
    rest.length === 0 ? null : fold(`${rest.length} more facts`, html`<ul class="measured">${rest}</ul>`);
  return html`<ul class="measured">${items.slice(0, FACTS)}</ul>${more}`;
}
