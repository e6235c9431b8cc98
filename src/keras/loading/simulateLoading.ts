import type { StoredWeight, StoredWeights, VariableId } from '../../model/index.ts';
import { type Architecture, buildObjects } from './buildObjects.ts';
import { childrenOf, type KerasObject, type TargetVariable } from './KerasObject.ts';
import { generationOf, type LoadingKeras } from './LoadingKeras.ts';
import { follow, ROUTES, type Route, type RouteName } from './routes.ts';
import type { SourceNames } from './SourceNames.ts';
import { KerasError, Writing } from './Writing.ts';

/** What became of one variable of the model. */
export interface LoadedVariable {
  /** Its path in the model. */
  readonly variable: VariableId;
  /** The path of the stored variable whose values it got; `null` when it was not touched. */
  readonly from: string | null;
  /** `elsewhere`: the file has this very variable, and the values are those of another, or of another role. */
  readonly state: 'loaded' | 'elsewhere' | 'left';
}

/** What one route does with every variable. Where it ends in an error, `variables` is what it leaves behind. */
export interface RouteResult {
  readonly route: RouteName;
  readonly keras: LoadingKeras;
  readonly outcome: 'loads' | 'error' | 'not-applicable';
  /** What Keras raises; values of variables that it prints are left out. */
  readonly error: string | null;
  readonly variables: readonly LoadedVariable[];
  /** Paths of stored variables that nothing asked for. */
  readonly unused: readonly string[];
}

/** A weights file and a model to load it into. */
export interface Loading {
  readonly weights: StoredWeights;
  readonly names: SourceNames;
  readonly fileName: string;
  readonly into: Architecture;
  readonly keras: LoadingKeras;
  /** What TensorFlow.js raises when it makes the model, where the weights are its own; `null` when it makes it. */
  readonly tfjsRefusal?: string | null;
}

/**
 * What every route of one Keras would do, from how that Keras is written; nothing is run. Throws `ReadError` for a model
 * whose variables cannot be told from its file.
 */
export function simulateLoading(loading: Loading): RouteResult[] {
  const model = buildObjects(loading.into, generationOf(loading.keras));
  // TensorFlow.js is made after Keras 2, whichever Keras the other routes are of.
  const inTfjs = loading.weights.kind === 'tfjs' ? buildObjects(loading.into, 2) : model;
  return ROUTES.map((route) => simulateRoute(route, loading, route.loader === 'tfjs' ? inTfjs : model));
}

function simulateRoute(
  route: Route,
  { weights, names, fileName, keras, tfjsRefusal = null }: Loading,
  model: KerasObject,
): RouteResult {
  const writing = new Writing();
  const { outcome, error } = attempt(route, { weights, fileName, model, keras, writing, tfjsRefusal });
  const applies = outcome !== 'not-applicable';
  const variables = applies ? distinct(variablesOf(model)) : [];
  const unused = applies ? names.weights.filter((it) => !writing.asked.has(it.place)) : [];
  return {
    route: route.name,
    keras,
    outcome,
    error,
    variables: variables.map((it) => loadedFrom(it, writing.written.get(it), names)),
    unused: unused.map(({ place }) => names.pathOf(place)),
  };
}

type Attempt = Pick<RouteResult, 'outcome' | 'error'>;

function attempt(route: Route, call: Parameters<typeof follow>[1]): Attempt {
  try {
    return { outcome: follow(route, call) ? 'loads' : 'not-applicable', error: null };
  } catch (error) {
    if (error instanceof KerasError) return { outcome: 'error', error: error.message };
    throw error;
  }
}

function loadedFrom(
  target: TargetVariable,
  from: StoredWeight | undefined,
  names: SourceNames,
): LoadedVariable {
  const variable = target.id;
  if (!from) return { variable, from: null, state: 'left' };
  const state = names.isElsewhere(target, from.place) ? 'elsewhere' : 'loaded';
  return { variable, from: names.pathOf(from.place), state };
}

/** All variables of a model, layer by layer. */
export function variablesOf(object: KerasObject): readonly TargetVariable[] {
  return [...object.own, ...childrenOf(object).flatMap(variablesOf)];
}

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
