import {
  type LoadingKeras,
  type RouteResult,
  type SourceNames,
  simulateLoading,
  sourceNames,
  versionOf,
} from '../keras/index.ts';
import {
  type JsonObject,
  type ModelArtifact,
  type OpenModel,
  ReadError,
  type StoredWeights,
} from '../model/index.ts';

/** What every loading route would do with a weights file and a model: `twinspect load`, and the page's tab. */
export interface LoadingReport {
  readonly schema: 1;
  /** Names of the two files. */
  readonly weights: string;
  readonly into: string;
  readonly routes: readonly RouteResult[];
  /** In the page: what the comparison calls stored variables that have no name of their own, by their path here. */
  readonly named?: Readonly<Record<string, string>>;
}

/**
 * Simulates every route of one Keras, that which wrote the model unless `keras` says otherwise. Reads no values. Rejects with
 * `ReadError` for a model without an architecture, for one of unknown version, and for weights that no route here reads.
 * For weights of TensorFlow.js the model is made by TensorFlow.js itself, so nothing may run meanwhile.
 */
export async function loadingReport(
  weights: OpenModel,
  into: ModelArtifact,
  keras: LoadingKeras | null = null,
): Promise<LoadingReport> {
  const { artifact } = weights;
  if (into.config === null) throw noArchitecture(into);
  const found = loadableWeights(weights);
  const routes = simulateLoading({
    weights: found,
    names: namesIn(found, artifact),
    fileName: nameForKeras(artifact),
    into: {
      config: into.config,
      version: versionOf(into),
      variables: into.variables.filter(({ purpose, layer }) => purpose === 'weight' && layer !== null),
    },
    keras: keras ?? kerasOf(into),
    tfjsRefusal: found.kind === 'tfjs' ? await refusalOf(into, into.config) : null,
  });
  return { schema: 1, weights: artifact.name, into: into.name, routes };
}

/**
 * Names of the stored variables. A v3 file without an architecture states those of objects; what another model's config
 * makes of its places is what loading would do, and no name of its own.
 */
export function namesIn(
  found: StoredWeights,
  { holds, format, layers, variables }: ModelArtifact,
): SourceNames {
  return sourceNames(found, variables, holds === 'model' || (layers.length > 0 && format !== 'weights-v3'));
}

/** What loaders find in a weights file. Throws `ReadError`, about that file alone, where no route here reads it. */
export function loadableWeights({ artifact, stored }: OpenModel): StoredWeights {
  if (stored) return stored();
  throw new ReadError(
    'unsupported-feature',
    `${artifact.name} (${artifact.format}) is not a file whose loading can be simulated. HDF5 (.h5, .weights.h5), .keras, checkpoints, SavedModels with variables and TensorFlow.js models can.`,
  );
}

/** Whether a report can only be had when nothing runs. */
export const runsTfjs = ({ artifact }: OpenModel): boolean => artifact.format.startsWith('tfjs-');

/** The path that `load_weights` is given, as far as its end counts: a prefix, a folder, the model.json. */
function nameForKeras({ name, format }: ModelArtifact): string {
  if (format === 'checkpoint') return name.replace(/\.index$/, '');
  if (format === 'saved-model') return name.replace(/\.zip$/i, '');
  return format.startsWith('tfjs-') && !/\.json$/i.test(name) ? 'model.json' : name;
}

/** TensorFlow.js holds all weights in memory when it makes a model. */
const MAX_MADE = 2 ** 30;

async function refusalOf({ name, variables }: ModelArtifact, config: JsonObject): Promise<string | null> {
  const bytes = variables.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytes > MAX_MADE)
    throw new ReadError(
      'too-large',
      `${name} holds ${bytes.toLocaleString('en')} bytes of weights. To say what TensorFlow.js would load, it has to make the model; that is done up to ${MAX_MADE.toLocaleString('en')} bytes.`,
    );
  return (await import('../run/index.ts')).refusesToMake(config);
}

function kerasOf(into: ModelArtifact): LoadingKeras {
  const version = versionOf(into);
  if (version) return version.generation === 3 ? '3.15' : '2.15';
  throw new ReadError(
    'missing-part',
    `${into.name} does not say which Keras wrote it. Say which one loads: --keras 2.15 or --keras 3.15.`,
  );
}

function noArchitecture({ name, holds }: ModelArtifact): ReadError {
  const lacks =
    holds === 'model'
      ? 'says what is computed, and not of which Keras layers'
      : 'holds weights and no architecture';
  return new ReadError(
    'missing-part',
    `${name} ${lacks}. Weights are loaded into a model: a .keras or whole .h5 file of it is needed.`,
  );
}
