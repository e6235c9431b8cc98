import { bestFinding, bestGrade, factsOf, reasonOf } from '../digest/answer.ts';
import { measuredHow } from '../digest/measuredHow.ts';
import { modelFacts } from '../digest/modelFacts.ts';
import { toEmbeddedJson } from '../json/toJson.ts';
import type { ModelSummary, Report } from '../Report.ts';
import { formatCount } from '../words/formatNumber.ts';
import { VERDICT_WORDS } from '../words/stateWords.ts';
import { findingSection, gradeBadge } from './findingSection.ts';
import { MARK, SPRITE, STATE_GLYPHS } from './glyphs.ts';
import { type Html, html, ownMarkup } from './Html.ts';
import { layersSection } from './layersSection.ts';
import { fold, icon, nameCode, prose, section, sideLetter } from './pieces.ts';
import { predictionsSection } from './predictionsSection.ts';
import { STYLE } from './style.ts';
import { TOKENS } from './tokens.ts';
import { optionsSection, variablesSection } from './variablesSection.ts';

/** Nothing is loaded and nothing is executed, not even what a hostile name might smuggle in. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'none'; base-uri 'none'; form-action 'none'";

/** A report as one HTML file: it opens anywhere without a network, reads without scripts, prints, and can be opened again. */
export function toHtml(report: Report): string {
  const findings = report.findings.map((finding, at) => findingSection(finding, at + 1, report));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ownMarkup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Twinspect report: ${titleOf(report)}</title>
<link rel="icon" href="data:,">
<style>${ownMarkup(TOKENS + STYLE)}</style>
</head>
<body>
${SPRITE}<main class="sheet">
<div class="top"><span class="brand">${MARK}Twinspect report</span><span class="cap">${dateWords(report.madeAt)} · ${report.madeBy} · schema ${report.schema}</span></div>
${verdictSection(report)}${filesSection(report)}${findings}${layersSection(report)}${variablesSection(report)}${optionsSection(report)}${predictionsSection(report)}${ruledOutSection(report)}${section('How it was measured', html`<ul class="how">${measuredHow(report).map((one) => html`<li>${prose(one)}</li>`)}</ul>`)}</main>
<script type="application/json" id="twinspect-report">${ownMarkup(toEmbeddedJson(report))}</script>
</body>
</html>
`;
  return page.markup;
}

function titleOf({ a, b }: Report): string {
  return b === null ? a.name : `${a.name} and ${b.name}`;
}

/** `21 November 2026, 14:02 UTC`; what is no date stays as it is. */
function dateWords(date: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)[\d:.]*Z$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${year}, ${time} UTC`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

function verdictSection(report: Report): Html {
  const best = bestFinding(report);
  const badge = best === undefined || bestGrade(report) === null ? null : gradeBadge(best, 'verdict');
  const facts = factsOf(report).map(
    (fact) => html`<div><dt>${fact.name}</dt><dd>${fact.value} <small>${fact.unit}</small></dd></div>`,
  );
  const reason = reasonOf(report);
  return html`<section class="verdict ${report.verdict}" aria-labelledby="v"><div class="ans"><div class="lamp">${icon(STATE_GLYPHS[report.verdict])}</div><div><span class="word">${VERDICT_WORDS[report.verdict]}${badge}</span><h1 id="v">${prose(report.headline)}</h1>${reason === '' ? null : html`<p class="why">${prose(reason)}</p>`}</div></div><dl class="facts">${facts}</dl></section>
`;
}

function filesSection({ a, b }: Report): Html {
  const factsB = b === null ? [] : modelFacts(b);
  const rows = modelFacts(a).map((fact, at) => {
    const cell = (value: string | undefined): Html | null =>
      value === undefined ? null : html`<td>${fact.code ? nameCode(value) : value}</td>`;
    return html`<tr><th scope="row">${fact.name}</th>${cell(fact.value)}${cell(factsB[at]?.value)}</tr>`;
  });
  const head = (side: 'a' | 'b', model: ModelSummary): Html =>
    html`<th scope="col">${sideLetter(side)} ${nameCode(model.name)}</th>`;
  return section(
    'What was compared',
    html`<div class="tblw files"><table class="tbl"><caption class="sr">Files</caption><thead><tr><th scope="col"><span class="sr">Fact</span></th>${head('a', a)}${b === null ? null : head('b', b)}</tr></thead><tbody>${rows}</tbody></table></div>`,
    notes('a', a),
    b === null ? html`<p class="cap">Compared with recorded predictions.</p>` : notes('b', b),
  );
}

function notes(side: 'a' | 'b', model: ModelSummary): Html | null {
  if (model.notes.length === 0) return null;
  const items = model.notes.slice(0, 200).map((note) => html`<li>${prose(note.message)}</li>`);
  return fold(
    `Notes on ${side.toUpperCase()} (${formatCount(model.notes.length)})`,
    html`<ul class="measured">${items}</ul>`,
  );
}

function ruledOutSection(report: Report): Html | null {
  if (report.ruledOut.length === 0) return null;
  const items = report.ruledOut.map(
    (one) => html`<li>${icon('check')}<div><b>${one.cause}</b> <span>${prose(one.because)}</span></div></li>`,
  );
  const rest = items.slice(40, 1000);
  return section(
    'Ruled out',
    html`<ul class="ruled">${items.slice(0, 40)}</ul>`,
    rest.length === 0 ? null : fold(`${formatCount(rest.length)} more`, html`<ul class="ruled">${rest}</ul>`),
  );
}
