import type { LoadingReport } from '../pipeline/index.ts';
import { visible } from '../report/index.ts';

type Route = LoadingReport['routes'][number];

/** Lines for one route's variables at most. */
const MOST = 60;

/**
 * The table of routes in plain words: a sentence for each, the variables that are not simply loaded, and what is raised.
 * `reproducing`: the routes that leave in the model what it holds. `compiled`: the model's file holds an optimizer or metrics.
 */
export function loadingText(
  { weights, into, routes }: LoadingReport,
  reproducing: readonly Route['route'][],
  compiled: boolean,
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
    ...(compiled && routes.some(loadsMore)
      ? [
          `${into} is taken as load_model(…, compile=False) gives it. Compiled, tf.keras loads optimizer and metrics by these routes too, and raises an error where the file has others or none.`,
        ]
      : []),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

/** Whether a compiled model of tf.keras has more to load there than its weights. */
const loadsMore = ({ route, keras, outcome }: Route): boolean =>
  keras === '2.15' && outcome !== 'not-applicable' && /^(keras3|checkpoint)/.test(route);

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
  const several = names.includes(',');
  const end = error === null ? (several ? 'load' : 'loads') : `${several ? 'end' : 'ends'} in an error`;
  return [
    '',
    `${names}: ${end}; ${untouched ? 'nothing is written' : counts(route)}.`,
    ...(error?.split('\n').map((line) => `  | ${line}`.trimEnd()) ?? []),
    ...(untouched
      ? []
      : atMost([...variables.flatMap(variableLine), ...unused.map((it) => `  unused     ${it}`)])),
  ];
}

function atMost(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST) return lines;
  return [...lines.slice(0, MOST), `  … and ${figure(lines.length - MOST)} more; --json F writes all.`];
}

const figure = (count: number): string => count.toLocaleString('en');

function variableLine({ variable, from, state }: Route['variables'][number]): string[] {
  if (state === 'loaded') return from === variable ? [] : [`  loaded     ${variable} <- ${from}`];
  return [state === 'left' ? `  left       ${variable}` : `  elsewhere  ${variable} <- ${from}`];
}

function counts({ variables, unused }: Route): string {
  const count = (state: string): number => variables.filter((it) => it.state === state).length;
  const parts = [
    `${figure(count('loaded'))} of ${figure(variables.length)} variables loaded`,
    `${figure(count('elsewhere'))} from elsewhere`,
    `${figure(count('left'))} left as they were`,
    `${figure(unused.length)} stored ones unused`,
  ];
  return parts.join(', ');
}
