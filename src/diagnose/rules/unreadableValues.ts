import { listed } from '../listed.ts';
import { isProvenBy, shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence } from '../replayEvidence.ts';
import { damageReplay } from './otherWeights.ts';

/** C19: NaN or infinite weights on one side only. */
export const unreadableValues: Rule = {
  id: 'nan-weights',
  find(it) {
    const rows = it.variables.filter((row) => row.nanA !== row.nanB || row.infA !== row.infB);
    if (rows.length === 0) return [];
    const replay = damageReplay(it);
    const where = rows.map((row) => row.b ?? row.a ?? '');
    return [
      {
        cause: 'C19',
        slug: 'damaged-file',
        grade: replay && isProvenBy(replay) ? 'proven' : 'likely',
        share: replay ? shareOf(replay) : null,
        title: 'Weights are NaN or infinite on one side',
        explanation: `${listed(where)} ${where.length === 1 ? 'holds' : 'hold'} NaN or infinite values in one model and not in the other.`,
        where,
        evidence: [
          ...replayEvidence(replay, 'Giving B the weights of A in these places', where.slice(0, 20)),
          ...rows.slice(0, 20).map((row) => ({
            says: `\`${row.b ?? row.a}\` holds ${row.nanA} NaN in A and ${row.nanB} in B, ${row.infA} and ${row.infB} infinite values.`,
            on: [row.b ?? row.a ?? ''],
            figures: { 'NaN in A': row.nanA, 'NaN in B': row.nanB },
          })),
        ],
        fix: { text: 'Load an earlier checkpoint: training diverged, or the file was damaged.', code: null },
        repair: 'impossible',
      },
    ];
  },
};
