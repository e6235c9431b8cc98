import type { StoredWeights, V3Weights } from '../../model/index.ts';
import { restoreCheckpoint } from './checkpointLoader.ts';
import type { KerasObject } from './KerasObject.ts';
import type { LoadingKeras } from './LoadingKeras.ts';
import { loadByName2, loadByPosition2 } from './legacyLoader2.ts';
import { loadByName3, loadByPosition3 } from './legacyLoader3.ts';
import { isCheckpoint, type Loader, loaderOf } from './loaderOf.ts';
import { loadTfjsByName } from './loadTfjsByName.ts';
import { restoreByNames } from './restoreByNames.ts';
import { loadV3With2 } from './v3Loader2.ts';
import { loadV3With3 } from './v3Loader3.ts';
import { KerasError, type Writing } from './Writing.ts';

/** A way to load weights into a model. */
export type RouteName =
  | 'topological'
  | 'topological-skip-mismatch'
  | 'by-name'
  | 'by-name-skip-mismatch'
  | 'keras3'
  | 'keras3-skip-mismatch'
  | 'checkpoint'
  | 'tfjs-by-name';

/** What a route works on. */
export interface RouteCall {
  readonly weights: StoredWeights;
  /** The name under which Keras is given the file: its end decides which loader runs. */
  readonly fileName: string;
  readonly model: KerasObject;
  readonly keras: LoadingKeras;
  readonly writing: Writing;
  /** What TensorFlow.js raises when it makes the model, before any weight; `null` when it makes it. */
  readonly tfjsRefusal: string | null;
}

/** One row: the arguments of `load_weights`, and whether such a call is this route for such a file. */
export interface Route {
  readonly name: RouteName;
  readonly byName: boolean;
  readonly skipMismatch: boolean;
  /** Which loader it is about; `any`: the arguments alone make the route. */
  readonly loader: 'legacy' | 'v3' | 'any' | 'checkpoint' | 'tfjs';
}

const row = (name: RouteName, loader: Route['loader'], byName: boolean, skipMismatch: boolean): Route => ({
  name,
  byName,
  skipMismatch,
  loader,
});

/** The routes, in the order in which they are reported. */
export const ROUTES: readonly Route[] = [
  row('topological', 'legacy', false, false),
  row('topological-skip-mismatch', 'legacy', false, true),
  row('by-name', 'any', true, false),
  row('by-name-skip-mismatch', 'any', true, true),
  row('keras3', 'v3', false, false),
  row('keras3-skip-mismatch', 'v3', false, true),
  row('checkpoint', 'checkpoint', false, false),
  row('tfjs-by-name', 'tfjs', true, false),
];

/** Runs a route; `false` when such a call is no such route. Throws `KerasError` where Keras raises. */
export function follow(route: Route, call: RouteCall): boolean {
  const { loader } = route;
  if (loader === 'tfjs') return followTfjs(call);
  if (loader !== 'any' && isCheckpoint(call.weights) !== (loader === 'checkpoint')) return false;
  const { kind } = loaderOf(call);
  if (loader !== 'any' && loader !== kind) return false;
  FOLLOW[kind](route, call);
  return true;
}

const FOLLOW: Readonly<Record<Loader['kind'], (route: Route, call: RouteCall) => void>> = {
  legacy: followLegacy,
  v3: followV3,
  checkpoint: followCheckpoint,
};

/** tf.keras 2.15 restores before it looks at `by_name`, and looks at what came of it after that. */
function followCheckpoint({ byName, skipMismatch }: Route, { weights, model, writing }: RouteCall): void {
  if (skipMismatch && !byName) throw new KerasError(SKIP_BY_NAME);
  const complaint = restored(weights, model, writing);
  if (byName) {
    throw new KerasError(
      'Weights may only be loaded based on topology into Models when loading TensorFlow-formatted weights (got by_name=True to load_weights).',
    );
  }
  if (complaint) throw complaint;
}

function restored(weights: StoredWeights, model: KerasObject, writing: Writing): KerasError | null {
  if (weights.kind === 'checkpoint') return restoreCheckpoint(weights, model, writing);
  if (weights.kind === 'names') return restoreByNames(weights, model, writing);
  throw new TypeError('only a checkpoint is restored');
}

/** TensorFlow.js reads no weights but those of its own manifests. */
function followTfjs({ weights, model, tfjsRefusal, writing }: RouteCall): boolean {
  if (weights.kind !== 'tfjs') return false;
  if (tfjsRefusal) throw new KerasError(tfjsRefusal);
  loadTfjsByName({ weights, model, strict: true, writing });
  return true;
}

function followLegacy({ byName, skipMismatch }: Route, call: RouteCall): void {
  const { keras, model, writing } = call;
  if (keras === '2.15' && skipMismatch && !byName) {
    throw new KerasError(SKIP_BY_NAME);
  }
  if (isArchive(call.weights) || call.weights.kind === 'tfjs') throw new KerasError(NO_HDF5);
  const weights =
    call.weights.kind === 'legacy'
      ? call.weights
      : ({ kind: 'legacy', kerasVersion: null, layers: [], topLevel: null } as const);
  const load = LEGACY[keras][byName ? 'byName' : 'byPosition'];
  load({ weights, model, skipMismatch, writing });
}

const LEGACY = {
  '2.15': { byName: loadByName2, byPosition: loadByPosition2 },
  '3.15': { byName: loadByName3, byPosition: loadByPosition3 },
} as const;

/** tf.keras 2.15 does not look at `by_name` here; Keras 3 refuses it. */
function followV3({ byName, skipMismatch }: Route, call: RouteCall): void {
  const { keras, model, writing, fileName } = call;
  if (byName && keras === '3.15') {
    throw new KerasError(
      `\`by_name\` only supports loading legacy '.h5' or '.hdf5' files. Received: ${fileName}`,
    );
  }
  const zipWanted = fileName.endsWith('.keras');
  if (zipWanted !== isArchive(call.weights))
    throw new KerasError(zipWanted ? 'File is not a zip file' : NO_HDF5);
  const weights: V3Weights =
    call.weights.kind === 'v3' ? call.weights : { kind: 'v3', archive: false, groups: new Map() };
  const load = keras === '3.15' ? loadV3With3 : loadV3With2;
  load({ weights, model, skipMismatch, writing });
}

const SKIP_BY_NAME =
  'When calling model.load_weights, skip_mismatch can only be set to True when by_name is True.';

/** What h5py says of a file that is none of its own. */
const NO_HDF5 = 'Unable to synchronously open file (file signature not found)';

const isArchive = (weights: StoredWeights): boolean => weights.kind === 'v3' && weights.archive;
