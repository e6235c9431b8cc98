import { isConverted } from '../../model/index.ts';
import { type Case, graphsAreForeign } from '../Case.ts';
import type { Finding } from '../Finding.ts';
import { type FoundAgain, foundAgain, foundSentence } from '../foundAgain.ts';
import { listed } from '../listed.ts';
import type { Rule } from '../Rule.ts';

/**
 * C55: a model beside what was converted of it, or beside tensors of another library. Layouts are no fault there, and values
 * that were folded are no proof of one.
 */
export const convertedModel: Rule = {
  id: 'converted-model',
  find(it) {
    if (!isUnrun(it)) return [];
    const again = foundAgain(it);
    return again.lost.length === 0 ? [] : [finding(again)];
  },
  ruleOut(it) {
    if (!isUnrun(it)) return [];
    const turned = it.variables.filter(({ transform = '' }) => /transposed|reshaped/.test(transform));
    if (turned.length === 0) return [];
    const names = turned.map(({ a, b }) => a ?? b ?? '');
    const because = `${listed(names)} stand${turned.length === 1 ? 's' : ''} in another layout, as the format asks for: the values are the same, up to rounding that the file states.`;
    return [{ cause: 'C18', because }];
  },
};

/** Whether the two are described in different terms and nothing was run. */
export function isUnrun(it: Case): boolean {
  return graphsAreForeign(it) && (it.run === null || it.run.outputs.length === 0);
}

function finding(again: FoundAgain): Finding {
  const { of, in: other, lost } = again;
  const own = new Set(of.variables.map(({ id }) => id));
  const where = lost.map(({ a, b }) => (b !== null && own.has(b) && a === null ? b : (a ?? '')));
  const converts = isConverted(other);
  return {
    cause: 'C55',
    slug: 'converted-model',
    grade: 'possible',
    share: null,
    title: `${lost.length} weight tensor${lost.length === 1 ? '' : 's'} of ${of.name} ${lost.length === 1 ? 'is' : 'are'} not found in ${other.name}`,
    explanation: `${foundSentence(again)} Not found: ${listed(where)}. ${converts ? 'Converters fold BatchNormalization into the layer before it, join operations and drop what predicting does not need, so that numbers change while the function stays; or they differ.' : 'The other library may store them otherwise; or they differ.'}`,
    where,
    evidence: [
      {
        says: foundSentence(again),
        on: where.slice(0, 20),
        figures: { found: again.found.length, 'not found': lost.length },
      },
    ],
    fix: {
      text: `Predict with ${other.name} in its own runtime, record inputs and outputs as x and y in a .npz, and compare ${of.name} with them (--reference).`,
      code: null,
    },
    repair: 'impossible',
  };
}
