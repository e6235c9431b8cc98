import type { Histogram } from '../../diff/index.ts';
import type { Proof } from '../digest/proofOf.ts';
import { formatNumber } from '../words/formatNumber.ts';
import { type Html, html } from './Html.ts';

const LOW = Math.log10(3e-9);

/** Where an error lies on the axis of the bars, 3e−9 to 10, in per cent. */
export function onLogAxis(value: number | null): number {
  if (value === null || !(value > 0)) return 0;
  return round(Math.min(1, Math.max(0, (Math.log10(value) - LOW) / (1 - LOW))) * 100);
}

const round = (value: number): number => Math.round(value * 10) / 10;

const WIDTH = 328;
const LEFT = 34;
const STEP = 13;
const TICKS = [
  [1e-7, '1e−7'],
  [1e-5, '1e−5'],
  [1e-3, '1e−3'],
  [0.1, '0.1'],
  [10, '10'],
] as const;

/** The gap of each sample before and after a cause is undone, on a logarithmic axis from 1e−8 to 10. */
export function proofChart(proof: Proof): Html {
  const x = (value: number): number => round(LEFT + onProofAxis(value) * (WIDTH - LEFT - 14));
  const bottom = proof.lines.length * STEP + 8;
  const ticks = TICKS.map(
    ([tick, says]) =>
      html`<path d="M${x(tick)} 0V${bottom}" stroke="var(--grid-line)"/><text x="${x(tick)}" y="${bottom + 14}" text-anchor="middle">${says}</text>`,
  );
  const lines = proof.lines.map((line, at) => {
    const y = at * STEP + STEP / 2 + 4;
    const [before, after] = [x(line.before), x(line.after)];
    return html`<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${line.label}</text><path d="M${after} ${y}H${before}" stroke="var(--line-strong)"/><circle cx="${before}" cy="${y}" r="3.5" fill="var(--own)"/><rect x="${round(after - 3.5)}" y="${y - 3.5}" width="7" height="7" fill="var(--surface)" stroke="var(--after)" stroke-width="2"/>`;
  });
  return html`<figure><figcaption class="cap">${caption(proof)}</figcaption><svg class="chart" width="${WIDTH}" height="${bottom + 20}" viewBox="0 0 ${WIDTH} ${bottom + 20}" role="img" aria-label="${proofWords(proof)}"><rect x="${LEFT}" y="0" width="${round(x(proof.floor) - LEFT)}" height="${bottom}" fill="var(--floor)"/><path d="M${x(proof.floor)} 0V${bottom}" stroke="var(--line-strong)" stroke-dasharray="3 2"/>${ticks}${lines}</svg></figure>`;
}

/** A gap that is NaN stands at the far end. */
function onProofAxis(value: number): number {
  if (Number.isNaN(value)) return 1;
  return Math.min(1, Math.max(0, (Math.log10(Math.max(value, 1e-8)) + 8) / 9));
}

function caption(proof: Proof): Html {
  const single = proof.lines.length === 1 ? proof.lines[0] : undefined;
  const part = proof.total > proof.lines.length ? `, ${proof.lines.length} of ${proof.total}` : '';
  const [before, after] =
    single === undefined ? ['', ''] : [` ${formatNumber(single.before)}`, ` ${formatNumber(single.after)}`];
  return html`<b>${single === undefined ? 'Gap per sample' : 'Largest gap'}</b>${part}, before <svg width="9" height="9" aria-hidden="true"><circle cx="4.5" cy="4.5" r="3.5" fill="var(--own)"/></svg>${before} and after <svg width="9" height="9" aria-hidden="true"><rect x="1.5" y="1.5" width="6" height="6" fill="none" stroke="var(--after)" stroke-width="2"/></svg>${after} undoing it`;
}

function proofWords(proof: Proof): string {
  const befores = proof.lines.map((line) => line.before);
  const worst = Math.max(...proof.lines.map((line) => line.after));
  const inside = worst <= proof.floor ? 'inside the noise' : 'still above the noise';
  return `Gap before: ${formatNumber(Math.min(...befores))} to ${formatNumber(Math.max(...befores))}. After: at most ${formatNumber(worst)}, ${inside}.`;
}

const WIDE = 250;
const HIGH = 72;

/** Two histograms over one range: A filled, B a dashed line over it. */
export function histogramChart(histogram: Histogram, label: string): Html {
  const most = Math.max(1, ...histogram.a, ...histogram.b);
  const [from, to] = [formatNumber(histogram.from), formatNumber(histogram.to)];
  return html`<svg class="chart" width="${WIDE}" height="${HIGH + 16}" viewBox="0 0 ${WIDE} ${HIGH + 16}" role="img" aria-label="${label}, from ${from} to ${to}: A filled, B dashed"><path d="${steps(histogram.a, most)}V${HIGH}H0Z" fill="var(--a-tint)" stroke="var(--a-fill)"/><path d="${steps(histogram.b, most)}" fill="none" stroke="var(--b-fill)" stroke-width="1.5" stroke-dasharray="4 2"/><path d="M0 ${HIGH}H${WIDE}" stroke="var(--line-strong)"/><text x="0" y="${HIGH + 13}">${from}</text><text x="${WIDE}" y="${HIGH + 13}" text-anchor="end">${to}</text></svg>`;
}

function steps(counts: readonly number[], most: number): string {
  const step = WIDE / Math.max(1, counts.length);
  const y = (count: number): number =>
    round(HIGH - (Number.isFinite(count) ? Math.max(0, count) / most : 0) * (HIGH - 4));
  return `M0 ${HIGH}${counts.map((count, at) => `V${y(count)}H${round((at + 1) * step)}`).join('')}`;
}
