import type { Report } from '../../report/index.ts';
import type { RunVerdict } from '../../run/index.ts';

/** One layer on the divergence chart. */
export interface DivergencePoint {
  readonly at: number;
  readonly name: string;
  /** Its output error, kept above the axis' foot so that the logarithm exists. */
  readonly error: number;
  readonly floor: number;
  readonly born: boolean;
  readonly verdict: RunVerdict;
  /** Its inputs do not carry the error of the layer before: the line is broken in front of it. */
  readonly apart: boolean;
  /** The top block that it belongs to. */
  readonly block: string;
}

/** The foot of the axis: smaller errors, and exact zeros, are drawn on it. */
export const FOOT = 1e-9;

const MOST = 400;
const NOISE = 10;

/** The layers in graph order; above 400, the largest error of each stretch. */
export function divergencePoints(report: Report): DivergencePoint[] {
  const rows = (report.runs[0]?.layers ?? []).filter((row) => row.relative !== null);
  const all = rows.map((row, at): DivergencePoint => {
    const name = row.a ?? row.b ?? '';
    return {
      at,
      name,
      error: Math.max(FOOT, row.relative ?? 0),
      floor: Math.max(FOOT, (row.noiseFloor ?? 0) * NOISE),
      born: row.verdict === 'born',
      verdict: row.verdict,
      apart: at > 0 && (row.inputError ?? 0) < (rows[at - 1]?.relative ?? 0) / 10,
      block: name.includes('/') ? (name.split('/')[0] ?? '') : '',
    };
  });
  if (all.length <= MOST) return all;
  const stretch = Math.ceil(all.length / MOST);
  const out: DivergencePoint[] = [];
  for (let from = 0; from < all.length; from += stretch) {
    const some = all.slice(from, from + stretch);
    out.push(some.reduce((most, point) => (point.error > most.error ? point : most)));
  }
  return out;
}

/** Stretches of neighbouring layers of one block, for the brackets below the axis. */
export function blocksOf(points: readonly DivergencePoint[]): { name: string; from: number; to: number }[] {
  const blocks: { name: string; from: number; to: number }[] = [];
  for (const point of points) {
    const last = blocks.at(-1);
    if (last && last.name === point.block) last.to = point.at;
    else blocks.push({ name: point.block, from: point.at, to: point.at });
  }
  return blocks.filter((block) => block.name !== '' && block.to > block.from);
}
