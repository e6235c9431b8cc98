import type { RouteResult } from '../keras/index.ts';
import type { Case } from './Case.ts';
import type { Evidence } from './Finding.ts';

/** Routes by what people call them, the plainest first. */
const WORDS: Readonly<Record<RouteResult['route'], string>> = {
  topological: 'load_weights by position',
  'topological-skip-mismatch': 'load_weights by position with skip_mismatch=True',
  keras3: 'load_weights by class counter',
  'keras3-skip-mismatch': 'load_weights by class counter with skip_mismatch=True',
  checkpoint: 'restoring a checkpoint',
  'tfjs-by-name': 'loadWeights by name',
  'by-name': 'load_weights with by_name=True',
  'by-name-skip-mismatch': 'load_weights with by_name=True and skip_mismatch=True',
};

/** Arguments that a loader does not look at change nothing: then the call without them is the plainer one. */
const PLAINEST_FIRST = Object.keys(WORDS);

/** A way of loading A's file that leaves what B holds and that `fits`: one that raises nothing if there is one, the plainest first. */
export function loadedBy(it: Case, fits: (route: RouteResult) => boolean): RouteResult | null {
  const place = ({ route }: RouteResult): number => PLAINEST_FIRST.indexOf(route);
  const found = (it.loadings?.filter(fits) ?? []).toSorted((x, y) => place(x) - place(y));
  return found.find(({ error }) => error === null) ?? found[0] ?? null;
}

/** That a simulated load leaves just what B holds, with its figures. */
export function loadedByEvidence(route: RouteResult): Evidence {
  const written = route.variables.filter((it) => it.from !== null);
  const elsewhere = written.filter((it) => it.state === 'elsewhere');
  const left = route.variables.length - written.length;
  const library = route.route === 'tfjs-by-name' ? 'TensorFlow.js' : `Keras ${route.keras}`;
  const end = route.error === null ? '' : ' It raises an error, and this is what it leaves behind.';
  return {
    says: `Of A’s file, ${WORDS[route.route]} in ${library} leaves in B what B holds, bit for bit, in all ${written.length} variables that it writes.${end}`,
    on: route.variables.flatMap(({ variable, from }) =>
      from === null || from === variable ? [] : [`${from} → ${variable}`],
    ),
    figures: { written: written.length, 'from elsewhere': elsewhere.length, 'left as they were': left },
  };
}
