import type { LoadingReport } from '../pipeline/index.ts';
import { visible } from '../report/index.ts';

type Route = LoadingReport['routes'][number];

/**
 * The table of routes in plain words: a sentence for each, the variables that are not simply loaded, and what is raised.
 * `reproducing`: the routes that leave in the model what it holds.
 */
export function loadingText(
  { weights, into, routes }: LoadingReport,
  reproducing: readonly Route['route'][],
): string {
  const other = routes.filter((it) => it.outcome === 'not-applicable').map((it) => it.route);
  const lines = [
    `${weights} into ${into}, as Keras ${routes[0]?.keras} loads it (simulated, nothing is changed)`,
    ...[...sameTogether(routes)].flatMap(routeLines),
    '',
    ...(reproducing.length > 0
      ? [
          `${into} holds, bit for bit, what ${reproducing.join(', ')} would leave in it wherever weights are written.`,
        ]
      : []),
    ...(other.length > 0 ? [`Not for such a file: ${other.join(', ')}.`] : []),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

/** Routes that end alike are told once. */
function sameTogether(routes: readonly Route[]): Map<string, Route> {
  const told = new Map<string, { readonly names: string[]; readonly route: Route }>();
  for (const route of routes.filter((it) => it.outcome !== 'not-applicable')) {
    const key = JSON.stringify({ ...route, route: null });
    const known = told.get(key);
    if (known) known.names.push(route.route);
    else told.set(key, { names: [route.route], route });
  }
  return new Map([...told.values()].map(({ names, route }) => [names.join(', '), route]));
}

function routeLines([names, route]: [string, Route]): string[] {
  const { error, variables, unused } = route;
  const untouched = variables.every((it) => it.state === 'left');
  return [
    '',
    `${names}: ${error === null ? 'loads' : 'ends in an error'}; ${untouched ? 'nothing is written' : counts(route)}.`,
    ...(error?.split('\n').map((line) => `  | ${line}`.trimEnd()) ?? []),
    ...(untouched ? [] : variables.flatMap(variableLine)),
    ...(untouched ? [] : unused.map((it) => `  unused     ${it}`)),
  ];
}

function variableLine({ variable, from, state }: Route['variables'][number]): string[] {
  if (state === 'loaded') return from === variable ? [] : [`  loaded     ${variable} <- ${from}`];
  return [state === 'left' ? `  left       ${variable}` : `  elsewhere  ${variable} <- ${from}`];
}

function counts({ variables, unused }: Route): string {
  const count = (state: string): number => variables.filter((it) => it.state === state).length;
  const parts = [
    `${count('loaded')} of ${variables.length} variables loaded`,
    `${count('elsewhere')} from elsewhere`,
    `${count('left')} left as they were`,
    `${unused.length} stored ones unused`,
  ];
  return parts.join(', ');
}
