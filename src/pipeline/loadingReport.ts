import {
  type LoadingKeras,
  type RouteResult,
  simulateLoading,
  sourceNames,
  versionOf,
} from '../keras/index.ts';
import { type ModelArtifact, type OpenModel, ReadError } from '../model/index.ts';

/** What every loading route would do with a weights file and a model: `twinspect load`, and the page's tab. */
export interface LoadingReport {
  readonly schema: 1;
  /** Names of the two files. */
  readonly weights: string;
  readonly into: string;
  readonly routes: readonly RouteResult[];
}

/**
 * Simulates every route of one Keras, that which wrote the model unless `keras` says otherwise. Reads no values. Throws
 * `ReadError` for a model without an architecture, for one of unknown version, and for weights that no route here reads.
 */
export function loadingReport(
  weights: OpenModel,
  into: ModelArtifact,
  keras: LoadingKeras | null = null,
): LoadingReport {
  const { artifact, stored } = weights;
  if (into.config === null) throw noArchitecture(into);
  if (!stored) throw noRoutes(artifact);
  const found = stored();
  const routes = simulateLoading({
    weights: found,
    names: sourceNames(found, artifact.variables, artifact.holds === 'model' || artifact.layers.length > 0),
    fileName: artifact.format === 'checkpoint' ? artifact.name.replace(/\.index$/, '') : artifact.name,
    into: {
      config: into.config,
      version: versionOf(into),
      variables: into.variables.filter(({ purpose, layer }) => purpose === 'weight' && layer !== null),
    },
    keras: keras ?? kerasOf(into),
  });
  return { schema: 1, weights: artifact.name, into: into.name, routes };
}

function kerasOf(into: ModelArtifact): LoadingKeras {
  const version = versionOf(into);
  if (version) return version.generation === 3 ? '3.15' : '2.15';
  throw new ReadError(
    'missing-part',
    `${into.name} does not say which Keras wrote it. Say which one loads: --keras 2.15 or --keras 3.15.`,
  );
}

function noArchitecture({ name }: ModelArtifact): ReadError {
  return new ReadError(
    'missing-part',
    `${name} holds weights and no architecture. Weights are loaded into a model: a .keras or whole .h5 file of it is needed.`,
  );
}

function noRoutes({ name, format }: ModelArtifact): ReadError {
  return new ReadError(
    'unsupported-feature',
    `${name} (${format}) is not a file whose loading can be simulated yet. HDF5 (.h5, .weights.h5), .keras and checkpoints of TensorFlow 2 can.`,
  );
}
