import type { VariableRow } from '../../diff/index.ts';
import { changedVariables } from '../digest/answer.ts';
import { defaultWord, jsonWords, type OptionGroup, optionGroups } from '../digest/optionGroups.ts';
import { variableWords } from '../digest/variableWords.ts';
import type { Report } from '../Report.ts';
import { formatCount } from '../words/formatNumber.ts';
import { histogramChart } from './charts.ts';
import { type Html, html } from './Html.ts';
import { fold, nameCode, prose, section, sideLetter, stateWord, table } from './pieces.ts';

const OPEN = 60;
const MOST = 2000;
const CHARTS = 24;

const HEADS = [
  { says: 'Variable' },
  { says: 'State' },
  { says: 'Values that differ', kind: 'num' },
  { says: 'Largest absolute', kind: 'num' },
  { says: 'Largest relative', kind: 'num' },
  { says: 'Allowed', kind: 'num' },
] as const;

/** The variables that differ: how many values, by how much, where, what was allowed; histograms where there are any. */
export function variablesSection(report: Report): Html | null {
  const { variables } = report;
  if (variables.length === 0) return null;
  const changed = changedVariables(report);
  const counts = html`<p class="cap">${formatCount(changed.length)} of ${formatCount(variables.length)} differ.</p>`;
  if (changed.length === 0) return section('Variables', counts);
  const rows = changed.slice(0, MOST).map(variableLine);
  const rest = rows.slice(OPEN);
  return section(
    'Variables',
    counts,
    table('Variables that differ', HEADS, rows.slice(0, OPEN)),
    rest.length === 0
      ? null
      : fold(`${formatCount(rest.length)} more`, table('More variables', HEADS, rest), 'long'),
    changed.length > MOST
      ? html`<p class="cap">${formatCount(changed.length - MOST)} more are in the data of this file only.</p>`
      : null,
    histograms(changed),
  );
}

function variableLine(row: VariableRow): Html {
  const words = variableWords(row);
  const also = [...(words.nameB === null ? [] : [`in B \`${words.nameB}\``]), ...words.also];
  const notes = also.map((one) => html`<br><span class="muted">${prose(one)}</span>`);
  return html`<tr><th scope="row">${nameCode(words.name)} <span class="line">${words.shape}</span>${notes}</th><td>${stateWord(row.status)}</td><td class="num">${words.howMany}</td><td class="num">${figure(words.largest)}</td><td class="num">${figure(words.relative)}</td><td class="num">${words.allowed}</td></tr>`;
}

/** The figure, and below it the place. */
function figure(words: string): Html {
  const [value = '', place] = words.split(' at ');
  return place === undefined ? html`${value}` : html`${value}<br><span class="muted">at ${place}</span>`;
}

function histograms(changed: readonly VariableRow[]): Html | null {
  const charts = changed.flatMap((row) => {
    if (row.histogram === undefined) return [];
    const name = row.a ?? row.b ?? '';
    const chart = histogramChart(row.histogram, `Values of ${name}`);
    return [html`<figure><figcaption class="cap">${nameCode(name)}</figcaption>${chart}</figure>`];
  });
  if (charts.length === 0) return null;
  const legend = html`<p class="cap" style="margin-top:12px">Values: ${sideLetter('a')} filled, ${sideLetter('b')} dashed, over one range.</p>`;
  return html`${legend}<div class="charts">${charts.slice(0, CHARTS)}</div>`;
}

const RELEVANCE: Readonly<Record<OptionGroup['option']['relevance'], string>> = {
  prediction: 'predictions',
  training: 'training only',
  none: 'nothing',
};

/** The options that differ, the same difference of many layers in one row. */
export function optionsSection(report: Report): Html | null {
  const groups = optionGroups(report);
  if (groups.length === 0) return null;
  const rows = groups.slice(0, MOST).map(({ option, className, layers }) => {
    const first = layers.slice(0, 2).map((layer) => html`${nameCode(layer)}<br>`);
    const more =
      layers.length > 2 ? html`<span class="muted">and ${formatCount(layers.length - 2)} more</span>` : null;
    return html`<tr><th scope="row">${nameCode(option.key)}<br><span class="muted">${className}</span></th><td>${nameCode(jsonWords(option.a))}${defaultWord(option, 'a')}</td><td>${nameCode(jsonWords(option.b))}${defaultWord(option, 'b')}</td><td class="wide">${first}${more}</td><td>${RELEVANCE[option.relevance]}</td></tr>`;
  });
  const heads = [
    { says: 'Option' },
    { says: sideLetter('a') },
    { says: sideLetter('b') },
    { says: 'Where', kind: 'wide' as const },
    { says: 'Can change' },
  ];
  return section('Options', table('Options that differ', heads, rows));
}
