import type { LoadingReport } from '../../pipeline/index.ts';

/** One route as the pipeline tells of it. */
export type Route = LoadingReport['routes'][number];

/** What somebody types to take a route. */
export const ROUTE_CALLS: Readonly<Record<Route['route'], string>> = {
  topological: 'load_weights(h5)',
  'topological-skip-mismatch': 'load_weights(h5, skip_mismatch=True)',
  'by-name': 'load_weights(…, by_name=True)',
  'by-name-skip-mismatch': 'load_weights(…, by_name=True, skip_mismatch=True)',
  keras3: 'load_weights(.keras or .weights.h5)',
  'keras3-skip-mismatch': 'load_weights(.keras or .weights.h5, skip_mismatch=True)',
  checkpoint: 'tf.train.Checkpoint.restore',
  'tfjs-by-name': 'TensorFlow.js: model.loadWeights(…)',
};

/** How many variables ended in each state. */
export function countsOf({
  variables,
  unused,
}: Route): Readonly<Record<'loaded' | 'elsewhere' | 'left' | 'unused', number>> {
  const count = (state: string): number => variables.filter((it) => it.state === state).length;
  return {
    loaded: count('loaded'),
    elsewhere: count('elsewhere'),
    left: count('left'),
    unused: unused.length,
  };
}

/** A route's end in a word. */
export function outcomeWord({ outcome }: Route): string {
  if (outcome === 'not-applicable') return 'not for such a file';
  return outcome === 'loads' ? 'loads' : 'raises an error';
}
