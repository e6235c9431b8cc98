import type { VariableRow } from '../diff/index.ts';
import type { Initial } from '../keras/index.ts';
import type { Case } from './Case.ts';
import type { Evidence } from './Finding.ts';
import { listed } from './listed.ts';

const WORDS: Readonly<Record<Exclude<Initial, 'no'>, string>> = {
  drawn:
    'within the bounds of its initialiser, up to them, with the spread (or the right angles) that it draws: training keeps none of that',
  constant: 'exactly the constant of its initialiser',
};

/** That variables of B look as their initialisers left them, and whether A's do too. */
export function initialEvidence({ initial }: Case, rows: readonly VariableRow[]): Evidence[] {
  return (['drawn', 'constant'] as const).flatMap((kind): Evidence[] => {
    const alike = rows.filter((row) => initial?.b.get(row.b ?? '') === kind);
    if (alike.length === 0) return [];
    const inA = alike.filter((row) => initial?.a.get(row.a ?? '') === kind).length;
    const too = inA === 0 ? 'A’s are not.' : `So are ${inA} of them in A.`;
    const names = alike.map((row) => row.b ?? '');
    return [
      {
        says: `In B, ${listed(names)} ${names.length === 1 ? 'is' : 'are each'} ${WORDS[kind]}. ${too}`,
        on: names.slice(0, 20),
        figures: { tensors: names.length, 'so in A': inA },
      },
    ];
  });
}
