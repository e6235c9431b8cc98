import type { VariableStatus } from '../../diff/index.ts';
import { differingEntries, type LayerEntry, layerEntries, nameOf } from '../digest/layerEntries.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatNumber } from '../words/formatNumber.ts';
import { STATE_WORDS } from '../words/stateWords.ts';
import { onLogAxis } from './charts.ts';
import { type Html, html } from './Html.ts';
import { fold, nameCode, section, stateWord, table } from './pieces.ts';

/** Up to so many layers all are shown open. */
const SMALL = 60;
/** More differences than this are left to the full list. */
const OPEN = 300;
/** Within so many times its own floor an error is noise. */
const NOISE = 10;

/** The layers: those that differ and their neighbours open, all of them on demand. */
export function layersSection(report: Report): Html | null {
  const entries = layerEntries(report);
  if (entries.length === 0) return null;
  const open = entries.length <= SMALL ? entries : withNeighbours(entries);
  const differing = entries.filter((entry) => entry.differs).length;
  const counts = `${formatCount(differing)} of ${formatCount(entries.length)} differ or did not run.`;
  const ran = report.runs.length > 0;
  const legend = ran
    ? ' Log scale from 3e−9 to 10. Solid: own error. Hatched: inherited. Grey ground: this layer’s own noise.'
    : '';
  const shown = open.length === 0 ? null : table('Layers', HEADS, rowsOf(open, entries, ran));
  const all =
    open.length === entries.length
      ? null
      : fold(`All ${formatCount(entries.length)} layers`, allLayers(entries), 'long');
  return section('Layers', html`<p class="cap">${counts}${legend}</p>`, shown, all);
}

const HEADS = [
  { says: 'Layer' },
  { says: 'Class', kind: 'wide' },
  { says: 'Weights', kind: 'wide' },
  { says: 'Δ', kind: 'bars' },
  { says: 'Δ out', kind: 'num' },
  { says: 'State' },
] as const;

function withNeighbours(entries: readonly LayerEntry[]): LayerEntry[] {
  const kept = new Set(differingEntries(entries, OPEN));
  return entries.filter(
    (entry, at) => kept.has(entry) || near(entries[at - 1], kept) || near(entries[at + 1], kept),
  );
}

function near(entry: LayerEntry | undefined, kept: ReadonlySet<LayerEntry>): boolean {
  return entry !== undefined && kept.has(entry);
}

function rowsOf(open: readonly LayerEntry[], entries: readonly LayerEntry[], ran: boolean): Html[] {
  const place = new Map(entries.map((entry, at) => [entry, at]));
  let next = 0;
  const rows: Html[] = [];
  const skip = (to: number): void => {
    if (to > next)
      rows.push(html`<tr class="gap"><td colspan="6"><span>${formatCount(to - next)} more</span></td></tr>`);
  };
  for (const entry of open) {
    const at = place.get(entry) ?? 0;
    skip(at);
    rows.push(layerRow(entry, ran));
    next = at + 1;
  }
  skip(entries.length);
  return rows;
}

function layerRow(entry: LayerEntry, ran: boolean): Html {
  const { row, run } = entry;
  const other =
    row.a !== null && row.b !== null && row.a !== row.b
      ? html`<br><span class="muted">in B </span>${nameCode(row.b)}`
      : null;
  const out = run === null ? '' : formatNumber(run.relative);
  return html`<tr><th scope="row">${nameCode(nameOf(entry))}${other}</th><td class="wide">${row.className} <span class="muted">${row.detail}</span></td><td class="wide">${weights(entry)}</td><td class="bars">${ran ? bars(entry) : null}</td><td class="num">${out}</td><td>${stateWord(entry.state)}</td></tr>`;
}

const WORST: readonly VariableStatus[] = [
  'moved',
  'different',
  'shape',
  'only-a',
  'only-b',
  'transformed',
  'close',
];

function weights({ row, variables }: LayerEntry): Html | null {
  const worst = WORST.find((status) => variables.some((variable) => variable.status === status));
  if (worst !== undefined) {
    const share = variables.filter((variable) => variable.status === worst).length;
    return html`${stateWord(worst, `${STATE_WORDS[worst]}, ${share} of ${variables.length}`)}`;
  }
  const option = row.config.find((difference) => difference.relevance === 'prediction');
  return option === undefined ? null : stateWord('different', option.key);
}

function bars({ run }: LayerEntry): Html | null {
  if (run === null) return null;
  if (run.verdict === 'not-run') return html`<span class="muted">not run</span>`;
  if (run.nanA !== run.nanB) {
    return html`<span class="st different">NaN ${formatCount(run.nanA)} in A, ${formatCount(run.nanB)} in B</span>`;
  }
  const noise = run.noiseFloor === null ? null : run.noiseFloor * NOISE;
  const bar = (kind: string, value: number | null): Html | null =>
    value === null || value === 0
      ? null
      : html`<i class="${kind}${noise !== null && value <= noise ? ' calm' : ''}" style="width:${onLogAxis(value)}%"></i>`;
  const says = `own ${formatNumber(run.ownError)}, inherited ${formatNumber(run.inputError)}`;
  return html`<div class="rbar" role="img" aria-label="${says}" style="--f:${onLogAxis(noise)}%">${bar('own', run.ownError)}${bar('inh', run.inputError)}</div>`;
}

/** Thousands of rows: no glyphs, and no end tags, which HTML does not ask for. */
function allLayers(entries: readonly LayerEntry[]): Html {
  const rows = entries.map(
    (entry, at) =>
      html`<tr><td class="num">${at + 1}<td>${nameOf(entry)}<td>${entry.row.className}<td class="num">${formatNumber(entry.run?.relative)}<td>${STATE_WORDS[entry.state]}\n`,
  );
  return html`<div class="tblw" tabindex="0" role="group" aria-label="All layers"><table class="tbl all"><thead><tr><th class="num">#<th>Layer<th>Class<th class="num">Δ out<th>State<tbody>${rows}</table></div>`;
}
