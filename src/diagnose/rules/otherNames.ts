import type { RouteResult } from '../../keras/index.ts';
import { type Case, predictionsAgree } from '../Case.ts';
import { counted } from '../counted.ts';
import type { Finding } from '../Finding.ts';
import { listed } from '../listed.ts';
import { loadedBy, loadedByEvidence } from '../loadedBy.ts';
import type { Rule } from '../Rule.ts';

/**
 * C04 where A is a weights file without an architecture: it was read by B's, as loading reads it, so that both hold the
 * same. But the file names its objects, and by these names layers of B hold what belongs to others.
 */
export const otherNames: Rule = {
  id: 'other-names',
  stands: 'origin',
  find(it) {
    const route = routeOf(it);
    return route === null ? [] : [finding(it, route)];
  },
};

const elsewhereIn = ({ variables }: RouteResult): RouteResult['variables'] =>
  variables.filter(({ state }) => state === 'elsewhere');

function routeOf(it: Case): RouteResult | null {
  if (it.a.holds !== 'weights' || it.a.format !== 'weights-v3') return null;
  return loadedBy(it, (route) => elsewhereIn(route).length > 0);
}

function finding(it: Case, route: RouteResult): Finding {
  const layers = layersOf(it, new Set(elsewhereIn(route).map(({ variable }) => variable)));
  const left = layersOf(
    it,
    new Set(route.variables.filter((one) => one.from === null).map((one) => one.variable)),
  );
  const one = layers.length === 1;
  return {
    cause: 'C04',
    slug: 'rebuilt-order',
    grade: 'likely',
    share: null,
    title: `${one ? 'A layer holds' : `${counted(layers.length, 'layer')} hold`} what A’s file saved from ${one ? 'another layer' : 'other layers'}`,
    explanation: `By the names in A’s file, ${listed(layers)} of B ${one ? 'holds' : 'hold'} the weights of ${one ? 'another layer' : 'other layers'}. ${agreeing(it)}Weights are handed out by class counter: where a layer was put in, left out or moved, those behind it get each other’s, and equal shapes raise no error.`,
    where: [...new Set([...layers, ...left])],
    evidence: [loadedByEvidence(route), ...namesTold(it, layers)],
    fix: {
      text: 'Load the file into the architecture that it was saved from, and save that as .keras; then copy weights layer by layer by name.',
      code: null,
    },
    repair: 'impossible',
  };
}

/** A file without an architecture predicts with B's: that both predict the same says nothing of the model it came from. */
const agreeing = (it: Case): string =>
  predictionsAgree(it)
    ? 'A has no architecture of its own and is run with B’s, so the two predict the same whichever layers the weights are of. '
    : '';

function layersOf({ variables }: Case, ids: ReadonlySet<string>): string[] {
  const rows = variables.filter(({ b }) => b !== null && ids.has(b));
  return [...new Set(rows.map((row) => row.layerB ?? row.b ?? ''))];
}

/** What the reader noted of the names in A. */
function namesTold({ a }: Case, layers: readonly string[]): Finding['evidence'] {
  const said = a.notes.filter(({ code }) => code === 'other-name').map(({ message }) => message);
  return said.slice(0, 20).map((says) => ({ says, on: layers, figures: {} }));
}
