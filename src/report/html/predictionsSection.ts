import type { OutputRow, RunComparison, SampleOutput, SampleRow } from '../../run/index.ts';
import { inputWords } from '../digest/inputWords.ts';
import { coverageSentence } from '../digest/measuredHow.ts';
import { outputWords } from '../digest/outputWords.ts';
import { gapsAfter } from '../digest/proofOf.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatNumber, formatPlural } from '../words/formatNumber.ts';
import { type Html, html } from './Html.ts';
import { fold, nameCode, prose, section, sideLetter, stateWord, table } from './pieces.ts';

const OPEN = 12;
const MOST = 500;

/** The predictions of every run: outputs, then samples, flips and large gaps first. */
export function predictionsSection(report: Report): Html | null {
  if (report.runs.length === 0) return null;
  const after = gapsAfter(report);
  const runs = report.runs.map((run, at) => runPart(run, at === 0 ? after : new Map(), report.b === null));
  return section('Predictions', html`${runs}`);
}

function runPart(run: RunComparison, after: ReadonlyMap<number, number>, oneModel: boolean): Html {
  const intro = `${formatPlural(run.inputs.samples, 'sample')}, ${inputWords(run.inputs)}, on ${run.backend}. ${coverageSentence(run.coverage)}`;
  const outputs =
    run.outputs.length === 0
      ? html`<p class="say">No output could be compared.</p>`
      : table('Outputs', OUTPUT_HEADS, run.outputs.map(outputLine));
  return html`<p class="cap">${prose(intro)}</p>${outputs}${samplesPart(run, after, oneModel)}`;
}

const OUTPUT_HEADS = [
  { says: 'Output' },
  { says: 'Largest gap', kind: 'num' },
  { says: 'Allowed', kind: 'num' },
  { says: 'Largest relative', kind: 'num' },
  { says: 'Flips', kind: 'num' },
  { says: 'State' },
] as const;

function outputLine(output: OutputRow): Html {
  const words = outputWords(output);
  const also = words.also.map((sentence) => html`<br><span class="muted">${prose(sentence)}</span>`);
  return html`<tr><th scope="row">${nameCode(output.name)}${also}</th><td class="num">${words.gap}</td><td class="num">${words.allowed}</td><td class="num">${words.relative}</td><td class="num">${words.flips}</td><td>${stateWord(words.state)}</td></tr>`;
}

function samplesPart(run: RunComparison, after: ReadonlyMap<number, number>, oneModel: boolean): Html | null {
  const nothingFits = run.outputs.every(({ shapeB }) => shapeB !== undefined);
  if (run.samples.length === 0 || nothingFits) return null;
  const sorted = run.samples
    .toSorted((x, y) => Number(y.flipped) - Number(x.flipped) || size(y) - size(x))
    .slice(0, MOST);
  const several = run.samples.some((sample) => sample.outputs !== undefined);
  const lines = sorted.map((sample) => ({ sample, shown: shownOf(sample) }));
  const vector = lines.some(({ shown }) => shown.a.length > 1);
  const heads = [
    { says: '#', kind: 'num' as const },
    { says: html`${sideLetter('a')} says` },
    oneModel ? { says: 'Record says' } : { says: html`${sideLetter('b')} says` },
    ...(several ? [{ says: 'Output' }] : []),
    { says: 'Gap', kind: 'num' as const },
    ...(after.size === 0 ? [] : [{ says: 'After', kind: 'num' as const }]),
  ];
  const rows = lines.map(({ sample, shown }) =>
    sampleLine(sample, shown, several ? run.outputs[shown.output] : null, after),
  );
  const rest = rows.slice(OPEN);
  const whose = several ? 'Of the output with the largest gap' : 'Of the output';
  const legend = vector
    ? `${whose}: the place of the largest value, and that value.`
    : `${whose}: its value.`;
  const caption = `${legend}${after.size === 0 ? '' : ' After: the gap once the first finding is undone.'}`;
  return html`<h3>Samples</h3><p class="cap">${caption}</p>${table('Samples', heads, rows.slice(0, OPEN))}${
    rest.length === 0
      ? null
      : fold(`${formatCount(rest.length)} more samples`, table('More samples', heads, rest), 'long')
  }`;
}

/** A gap that is NaN is larger than any. */
function size(sample: SampleRow): number {
  return Number.isNaN(sample.gap) ? Number.MAX_VALUE : sample.gap;
}

/** The output of a sample that flips, or parts, most; the first where there is only one. */
function shownOf(sample: SampleRow): SampleOutput & { readonly output: number } {
  const each = (sample.outputs ?? [sample]).map((it, output) => ({ ...it, output }));
  return each.reduce((worst, it) => (rank(it) > rank(worst) ? it : worst));
}

function rank({ gap, flipped }: SampleOutput): number {
  return Number.isNaN(gap) ? Number.MAX_VALUE : gap + (flipped ? 1e30 : 0);
}

function sampleLine(
  sample: SampleRow,
  shown: SampleOutput,
  output: OutputRow | null | undefined,
  after: ReadonlyMap<number, number>,
): Html {
  const undone =
    after.size === 0 ? null : html`<td class="num">${formatNumber(after.get(sample.index))}</td>`;
  const [a, b] = [says(shown.a), says(shown.b)];
  const named = output ? html`<td>${nameCode(output.name)}</td>` : null;
  return html`<tr><td class="num">${sample.index}</td><td>${a}</td><td>${sample.flipped ? stateWord('different', b) : b}</td>${named}<td class="num">${formatNumber(sample.gap)}</td>${undone}</tr>`;
}

function says(values: readonly number[]): string {
  if (values.length <= 1) return values[0] === undefined ? 'left out' : formatNumber(values[0]);
  const top = values.reduce(
    (best, value, at) => (value > (values[best] ?? Number.NaN) || Number.isNaN(values[best]) ? at : best),
    0,
  );
  return `[${top}] ${formatNumber(values[top])}`;
}
