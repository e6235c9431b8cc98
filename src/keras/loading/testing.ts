import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DType, JsonObject, Shape, StoredWeight, StoredWeights, V3Group } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import { expectVariables } from '../variables/expectVariables.ts';
import { profileOf, STORE_PROFILES } from '../variables/StoreProfile.ts';
import type { Architecture, VariableFacts } from './buildObjects.ts';
import type { LoadingKeras } from './LoadingKeras.ts';
import type { RouteName } from './routes.ts';
import { sourceNames } from './SourceNames.ts';
import { type RouteResult, simulateLoading } from './simulateLoading.ts';

type Listed = readonly [string, Shape, DType];

/** A case that real Keras executed: `fixtures/make/loading.py`. */
export interface ExecutedCase {
  readonly title: string;
  readonly keras: LoadingKeras;
  readonly file: string;
  readonly weights:
    | {
        readonly kind: 'v3';
        readonly tensors: readonly Listed[];
        readonly groups: Readonly<Record<string, string | null>>;
      }
    | {
        readonly kind: 'names';
        readonly weights: readonly Listed[];
      }
    | {
        readonly kind: 'checkpoint';
        readonly objects: readonly (readonly [readonly (readonly [string, number])[], Listed | null])[];
      }
    | {
        readonly kind: 'legacy';
        readonly version: string | null;
        readonly layers: readonly (readonly [string, readonly (readonly [string, Shape, DType, string])[]])[];
      };
  readonly into: { readonly config: JsonObject; readonly tensors: readonly Listed[] };
  /** By route: what was raised, and by place in the model's own file the place that the values came from. */
  readonly routes: Readonly<
    Record<string, { readonly error: string | null; readonly came: Readonly<Record<string, string | null>> }>
  >;
}

/** The cases of one file of `fixtures/loading`. */
export function executedCases(path: string | URL): ExecutedCase[] {
  return JSON.parse(gunzipSync(readFileSync(path)).toString()) as ExecutedCase[];
}

/** What the simulation makes of a case; variables go by their places. */
export function simulateCase(it: ExecutedCase): Map<RouteName, RouteResult> {
  const weights = storedOf(it);
  const version: KerasVersion =
    it.keras === '3.15' ? { generation: 3, major: 3, minor: 15 } : { generation: 2, major: 2, minor: 15 };
  const results = simulateLoading({
    weights,
    names: sourceNames(weights, [], false),
    fileName: it.file,
    into: architectureOf(it.into, version),
    keras: it.keras,
  });
  return new Map(results.map((result) => [result.route, result]));
}

/** A model that something is loaded into, as its case tells of it; variables go by their places. */
export function architectureOf(
  { config, tensors }: ExecutedCase['into'],
  version: KerasVersion,
): Architecture {
  const variables: VariableFacts[] = [];
  const stored = new Map(tensors.map(([place, shape, dtype]) => [place, { id: place, shape, dtype }]));
  const profile = profileOf(version) ?? (STORE_PROFILES[0] as (typeof STORE_PROFILES)[number]);
  for (const { layer, role, stores } of expectVariables(config, version, profile).variables) {
    const place = stores.find((store) => stored.has(store));
    const facts = place === undefined ? undefined : stored.get(place);
    if (facts) variables.push({ ...facts, layer, role });
  }
  return { config, version, variables };
}

function storedOf({ weights, file }: ExecutedCase): StoredWeights {
  if (weights.kind === 'checkpoint') {
    const objects = weights.objects.map(([children, weight]) => ({
      children: new Map(children),
      weight: weight && { name: 'VARIABLE_VALUE', place: weight[0], shape: weight[1], dtype: weight[2] },
    }));
    return { kind: 'checkpoint', objects };
  }
  if (weights.kind === 'names') return { kind: 'names', weights: weights.weights.map(namedWeight) };
  if (weights.kind === 'legacy') {
    const layers = weights.layers.map(([name, inner]) => ({
      name,
      weights: inner.map(([weight, shape, dtype, place]) => ({ name: weight, shape, dtype, place })),
    }));
    return { kind: 'legacy', kerasVersion: weights.version, layers, topLevel: [] };
  }
  const groups = new Map<string, V3Group>(
    Object.entries(weights.groups).map(([path, name]) => [path, { name, weights: [] }]),
  );
  for (const [place, shape, dtype] of weights.tensors) {
    const at = place.lastIndexOf('vars/');
    const path = place.slice(0, Math.max(0, at - 1));
    const group = groups.get(path) ?? { name: null, weights: [] };
    groups.set(path, {
      ...group,
      weights: [...group.weights, { name: place.slice(at + 5), place, shape, dtype }],
    });
  }
  return { kind: 'v3', archive: /\.keras$|^zip/.test(file), groups };
}

/** A weight that has its place for a name. */
const namedWeight = ([place, shape, dtype]: Listed): StoredWeight => ({ name: place, place, shape, dtype });

/** What TensorFlow.js' `loadWeights` did with the weights of one converted model in another: `fixtures/make/loading_tfjs.mjs`. */
export interface TfjsCase {
  readonly title: string;
  readonly weights: { readonly weights: readonly Listed[] };
  readonly into: ExecutedCase['into'];
  /** The model's config as TensorFlow.js was given it. */
  readonly config: JsonObject;
  /** What it raised when it made the model; then nothing was loaded. */
  readonly refusal: string | null;
  readonly routes: Readonly<Record<'strict' | 'lax', ExecutedCase['routes'][string]>> | Record<string, never>;
}

/** All of them. */
export function tfjsCases(): TfjsCase[] {
  const path = new URL('../../../fixtures/loading/tfjs/cases.json.gz', import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(path)).toString()) as TfjsCase[];
}
