import type { VariableRow } from '../../diff/index.ts';
import type { Variable } from '../../model/index.ts';
import type { Case } from '../Case.ts';
import type { Finding } from '../Finding.ts';
import { listed } from '../listed.ts';
import { isProvenBy, shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';

/** A variable that differs by no more than the rounding that one of the files states. */
export interface RoundedRow {
  readonly row: VariableRow;
  readonly side: 'a' | 'b';
  readonly rounded: NonNullable<Variable['rounded']>;
}

/** C34: the weights of one side are quantised, and differ by no more than that. */
export const quantisedWeights: Rule = {
  id: 'quantised-weights',
  find: (it) => {
    const rows = roundedRows(it);
    return rows.length === 0 ? [] : [finding(it, rows)];
  },
};

/** The name of these rows among replays. */
export const QUANTISED = 'quantised';

/** Rows whose whole difference is rounding: half a step at most, and what float32 adds. */
export function roundedRows({ a, b, variables }: Pick<Case, 'a' | 'b' | 'variables'>): RoundedRow[] {
  const stated = { a: roundingOf(a.variables), b: roundingOf(b.variables) };
  if (stated.a.size === 0 && stated.b.size === 0) return [];
  return variables.flatMap((row) => {
    if (row.status !== 'different' || row.maxAbs === null) return [];
    const [inA, inB] = [stated.a.get(row.a ?? ''), stated.b.get(row.b ?? '')];
    const [rounded, side] = inB ? [inB, 'b' as const] : [inA, 'a' as const];
    // Where both were rounded, each may be half a step off.
    const step = (inA?.step ?? 0) + (inB?.step ?? 0);
    if (!rounded || row.maxAbs > (step / 2) * (1 + 1e-3)) return [];
    return [{ row, side, rounded }];
  });
}

function roundingOf(variables: readonly Variable[]): Map<string, NonNullable<Variable['rounded']>> {
  return new Map(variables.flatMap(({ id, rounded }) => (rounded ? [[id, rounded] as const] : [])));
}

function finding(it: Case, rows: readonly RoundedRow[]): Finding {
  const where = [...new Set(rows.map(({ row }) => row.layerA ?? row.a ?? ''))];
  const types = [...new Set(rows.map(({ rounded }) => rounded.to))].join(' and ');
  const side = rows[0]?.side.toUpperCase() ?? 'B';
  const replay = replayOf(it, QUANTISED);
  const worst = rows.reduce((x, y) => ((y.row.maxAbs ?? 0) > (x.row.maxAbs ?? 0) ? y : x));
  return {
    cause: 'C34',
    slug: 'precision',
    grade: replay && isProvenBy(replay) ? 'proven' : 'likely',
    share: replay ? shareOf(replay) : null,
    title: `The weights of ${side} are rounded to ${types}`,
    explanation: `${rows.length} weight tensors of ${side}, in ${listed(where)}, were quantised to ${types} when the file was made, and none differs by more than that rounding.`,
    where,
    evidence: [
      ...replayEvidence(replay, 'Giving B the weights of A in these places', where.slice(0, 20)),
      {
        says: `The largest difference is in \`${worst.row.a}\`: at most half a step of ${worst.rounded.to}.`,
        on: [worst.row.a ?? ''],
        figures: { 'largest |Δ|': worst.row.maxAbs ?? 0, 'half a step': worst.rounded.step / 2 },
      },
    ],
    fix: {
      text: 'Convert the model again without quantisation (leave out --quantize_uint8, --quantize_uint16), or with float16, if the gap matters.',
      code: null,
    },
    repair: 'impossible',
  };
}
