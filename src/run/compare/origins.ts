import type { NodeId } from '../../model/index.ts';
import type { RunRow } from '../RunComparison.ts';
import { refsOf } from '../refs.ts';
import { NOISE_FACTOR } from './judge.ts';
import type { PlannedRow } from './planRows.ts';

/** What a row shows that its figures do not: how its masks compare, how far a layer without partner moves its input. */
export interface Sign {
  /** Places where one side's mask hides what the other's shows; `null` when the masks agree. */
  readonly masked: string | null;
  /** Gap between output and input of a layer that only one side has, relative; `null` when their shapes differ. */
  readonly change: number | null;
}

/** A row that was run, its nodes, and what was seen of it. */
export interface SeenRow {
  readonly planned: PlannedRow;
  readonly row: RunRow;
  readonly sign: Sign;
}

/** An output that differs: the nodes that put it out. */
export interface End {
  readonly a: NodeId;
  readonly b: NodeId;
  readonly name: string;
}

const GAPS: ReadonlySet<string> = new Set(['inherited', 'amplified']);

/**
 * Finds the birth of gaps that no layer has by its own error: a layer that only one side has and that changes what comes
 * after it, or a layer whose values agree while its mask does not. A birth is named only where a later row inherits it,
 * or an output shows it.
 */
export function withOrigins(seen: readonly SeenRow[], ends: readonly End[]): RunRow[] {
  const rowsOf = indexByNode(seen);
  const born = new Map<SeenRow, string>();
  for (const [i, it] of seen.entries()) {
    if (!GAPS.has(it.row.verdict)) continue;
    // Where two layers changed places, each reads the other: the earlier row is not the later one's heir.
    const later = new Set(seen.slice(i));
    const before = upstream(readBy(it, rowsOf), rowsOf).filter((one) => isAlone(one.row) || !later.has(one));
    nameOrigins(before, it.row.a ?? it.row.b ?? '', rowsOf, born, it);
  }
  for (const end of ends)
    nameOrigins(upstream(endRows(end, rowsOf), rowsOf), `output ${end.name}`, rowsOf, born);
  return seen.map((it) => {
    const because = born.get(it);
    return because === undefined ? it.row : { ...it.row, verdict: 'born', because };
  });
}

function nameOrigins(
  before: readonly SeenRow[],
  reached: string,
  rowsOf: Rows,
  born: Map<SeenRow, string>,
  reader?: SeenRow,
): void {
  if (before.some(({ row }) => !isAlone(row) && isGap(row))) return;
  const masks = before.filter(({ sign }) => sign.masked !== null).map((one) => maskMaker(one, rowsOf));
  for (const maker of masks) born.set(maker, `Its values agree, its mask does not: ${maker.sign.masked}.`);
  if (masks.length > 0) return;
  const alone = before.filter(({ row, sign }) => isAlone(row) && changes(sign));
  const first = alone.find((it) => upstream(readBy(it, rowsOf), rowsOf).every((one) => !alone.includes(one)));
  if (first && !born.has(first)) born.set(first, aloneSentence(first, reached));
  // Nothing before it differs from its partner, nothing was added: it reads something else.
  if (!first && reader && readsOthers(reader, rowsOf))
    born.set(reader, 'What it reads is alike in both models, but it takes other inputs in B.');
}

/** Rows by the node that they ran, on each side. */
export type Rows = Readonly<Record<'a' | 'b', ReadonlyMap<NodeId, SeenRow>>>;

/** Rows by their nodes. */
export function indexByNode(seen: readonly SeenRow[]): Rows {
  const side = (key: 'a' | 'b') =>
    new Map(seen.flatMap((it) => (it.planned[key] ? [[it.planned[key].id, it] as const] : [])));
  return { a: side('a'), b: side('b') };
}

/** These rows and, through layers that only one side has, those before them, on both sides. */
function upstream(rows: readonly SeenRow[], rowsOf: Rows): SeenRow[] {
  const found = new Set(rows);
  // The set grows while it is walked.
  for (const one of found) if (isAlone(one.row)) for (const next of readBy(one, rowsOf)) found.add(next);
  return [...found];
}

/** The rows that put out an output of the models. */
export const endRows = ({ a, b }: End, rowsOf: Rows): SeenRow[] =>
  [rowsOf.a.get(a), rowsOf.b.get(b)].filter((it) => it !== undefined);

/** The rows whose outputs a row reads. */
export const readBy = ({ planned }: SeenRow, rowsOf: Rows): SeenRow[] =>
  (['a', 'b'] as const).flatMap((side) =>
    planned[side] ? refsOf(planned[side]).flatMap((ref) => rowsOf[side].get(ref.node) ?? []) : [],
  );

/** Whether the tensors that B's layer takes are not the counterparts of those that A's takes. */
function readsOthers({ planned: { a, b } }: SeenRow, rowsOf: Rows): boolean {
  if (!a || !b) return false;
  const [mine, theirs] = [refsOf(a), refsOf(b)];
  return (
    mine.length !== theirs.length ||
    mine.some((ref, i) => {
      const other = theirs[i];
      const [from, to] = [rowsOf.a.get(ref.node), other && rowsOf.b.get(other.node)];
      return from !== to || ref.output !== other?.output;
    })
  );
}

/** The first row on the way up whose masks differ while those before it agree. */
function maskMaker(from: SeenRow, rowsOf: Rows): SeenRow {
  const earlier = upstream(readBy(from, rowsOf), rowsOf).find(({ sign }) => sign.masked !== null);
  return earlier ? maskMaker(earlier, rowsOf) : from;
}

/** Whether only one side has this call. */
export const isAlone = (row: RunRow): boolean => row.a === null || row.b === null;
const isGap = ({ relative, noiseFloor, verdict }: RunRow): boolean =>
  verdict === 'born' || (relative ?? 0) > NOISE_FACTOR * (noiseFloor ?? 0);
const changes = ({ change }: Sign): boolean => change === null || change > 0;

function aloneSentence({ row, sign }: SeenRow, reached: string): string {
  const side = row.a === null ? 'B' : 'A';
  const by =
    sign.change === null ? 'puts out another shape' : `changes its input by ${sign.change.toExponential(1)}`;
  return `Only model ${side} has this layer, and it ${by} before it reaches ${reached}.`;
}
