import type { LoadingReport } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';

type Route = LoadingReport['routes'][number];

/** What a loader could say of a report's variables: one route that exchanges two, one that fails, the rest not for it. */
export function fakeLoading(report: Report, from: 'a' | 'b', keras: Route['keras'] | null): LoadingReport {
  const names = report.variables.flatMap(({ b }) => (b === null ? [] : [b]));
  const said = keras ?? '3.15';
  const route = (name: Route['route'], rest: Partial<Route>): Route => ({
    ...{ route: name, keras: said, outcome: 'not-applicable', error: null, variables: [], unused: [] },
    ...rest,
  });
  return {
    schema: 1,
    weights: from === 'a' ? report.a.name : (report.b?.name ?? ''),
    into: from === 'a' ? (report.b?.name ?? '') : report.a.name,
    routes: [
      route('topological', {}),
      route('by-name', {
        outcome: 'error',
        error: "`by_name` only supports loading legacy '.h5' or '.hdf5' files. Received: pump_health.keras",
        variables: names.map((variable) => ({ variable, from: null, state: 'left' })),
        unused: names,
      }),
      route('keras3', {
        outcome: 'loads',
        variables: names.map((variable, at) => {
          const other = names[at < 2 ? 1 - at : at] ?? variable;
          return { variable, from: other, state: other === variable ? 'loaded' : 'elsewhere' };
        }),
      }),
    ],
  };
}
