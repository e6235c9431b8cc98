import { readModel, versionOf } from '../../keras/index.ts';
import {
  type ByteSource,
  type FileSet,
  type LayerId,
  type ModelArtifact,
  type OpenModel,
  type Producer,
  ReadError,
  type ReadNote,
  type TensorStore,
} from '../../model/index.ts';
import { assembleModel, type Parts } from '../keras/assemble.ts';
import type { Binding } from '../keras/Binding.ts';
import { bindObjects } from './bindObjects.ts';
import { bindOwnNames } from './bindOwnNames.ts';
import { bundleStore } from './bundleStore.ts';
import type { Checkpoint } from './Checkpoint.ts';
import { kerasLayers } from './kerasLayers.ts';
import { type KerasObject, readKerasMetadata, rootConfig } from './kerasMetadata.ts';
import { layersOfVariables } from './layersOfVariables.ts';
import { noVariables } from './noVariables.ts';
import type { ObjectGraph } from './ObjectGraph.ts';
import { pairObjects } from './pairObjects.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import type { MetaGraph } from './readMetaGraph.ts';
import { readProgram, type VariableWays } from './readProgram.ts';
import { readSavedModel } from './readSavedModel.ts';
import { storedCheckpoint } from './storedCheckpoint.ts';
import { withOperations } from './withOperations.ts';
import { withoutCopies } from './withoutCopies.ts';

const NO_GRAPH = 'A SavedModel without Keras’ description of its layers is a graph of TensorFlow operations.';

/** The objects of a model that has no variables. */
const NOTHING: ObjectGraph = [{ children: new Map(), values: [], slots: [] }];

/** Everything that the files of a SavedModel say, before it is put together. */
interface Saved {
  readonly meta: MetaGraph;
  readonly checkpoint: Checkpoint;
  readonly metadata: ReadonlyMap<number, KerasObject>;
  /** Saved objects to objects of the checkpoint. */
  readonly pairs: ReadonlyMap<number, number>;
  readonly files: FileSet;
  readonly folder: string;
  /** All files of it, in a fixed order. */
  readonly paths: readonly string[];
}

/**
 * Opens a SavedModel by its `saved_model.pb`, of TensorFlow 1 or 2: variables, the layers and the graph that Keras describes,
 * and the program that TensorFlow would run.
 */
export async function openSavedModel(source: ByteSource, files: FileSet, at: string): Promise<OpenModel> {
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  const meta = await readSavedModel(source);
  if (!meta.objects && meta.graph.nodes.length === 0)
    throw new ReadError(
      'corrupt',
      '`saved_model.pb` holds a graph without operations and objects. Expected what tf.saved_model.save or model.export wrote.',
      'meta_graphs',
    );
  const checkpoint = await variablesBeside(files, folder, meta);
  const metadata = meta.objects
    ? await readKerasMetadata(files, folder, meta.objects)
    : new Map<number, KerasObject>();
  const paths = [at, ...pathsOf(files, folder, at)];
  const pairs =
    meta.objects && checkpoint.graph
      ? pairObjects(meta.objects, checkpoint.graph)
      : new Map<number, number>();
  const saved: Saved = { meta, checkpoint, metadata, pairs, files, folder, paths };
  const model = assemble(saved, files.chosen === null ? files.name : source.name);
  return withOperations({
    ...model,
    program: readProgram(meta, files, folder, waysOf(saved, model.artifact)),
  });
}

/** A program without variables has no folder for them. */
async function variablesBeside(files: FileSet, folder: string, meta: MetaGraph): Promise<Checkpoint> {
  const index = `${folder}variables/variables.index`;
  if (files.paths.includes(index)) return readCheckpoint(await files.open(index), files, index);
  if (hasVariables(meta) || files.paths.some((path) => path.startsWith(`${folder}variables/`)))
    throw new ReadError(
      'missing-part',
      `\`${index}\` is missing: the variables of the SavedModel cannot be found without it. Open the whole folder.`,
      index,
    );
  return noVariables(files);
}

function hasVariables({ objects, graph }: MetaGraph): boolean {
  return (
    objects?.nodes.some(({ kind }) => kind === 'variable') === true ||
    graph.nodes.some(({ op }) => /^(VarHandleOp|VariableV2|Variable)$/.test(op))
  );
}

const OWN = /^(variables|assets|assets\.extra)\/|^(keras_metadata|fingerprint)\.pb$/;

function pathsOf(files: FileSet, folder: string, at: string): string[] {
  return files.paths.filter(
    (path) => path !== at && path.startsWith(folder) && OWN.test(path.slice(folder.length)),
  );
}

function assemble(saved: Saved, name: string): OpenModel {
  const { meta, checkpoint, metadata, files, paths } = saved;
  const stated = rootConfig(metadata);
  const producer: Producer = {
    kerasVersion: stated.kerasVersion,
    backend: meta.tensorflowVersion === null ? 'tensorflow' : `tensorflow ${meta.tensorflowVersion}`,
    savedAt: null,
  };
  const notes: ReadNote[] = [...checkpoint.notes];
  const store = (tensors: Binding['tensors']): TensorStore =>
    bundleStore(files, checkpoint.bundle, checkpoint.tensors, tensors, paths);
  const size = paths.reduce((sum, path) => sum + files.size(path), 0);
  const parts: Parts = {
    ...{ source: { name, size }, store, format: 'saved-model', producer, notes },
    // Without a variable there is no checkpoint that a loader could find.
    ...(checkpoint.variables.length > 0 && { stored: () => storedCheckpoint(checkpoint) }),
  };
  const { config } = stated;
  const graph = checkpoint.graph ?? (checkpoint.variables.length === 0 ? NOTHING : null);
  if (config !== null && graph !== null) {
    const problem = problemOf(producer, config);
    if (problem === null)
      return assembleModel(parts, config, stated.compile, (version) =>
        bindObjects(graph, checkpoint.variables, config, version),
      );
    notes.push({
      code: 'config-unread',
      message: `Keras’ description of the layers could not be read (${problem}); variables are listed by their names.`,
      where: 'keras_metadata.pb',
    });
  }
  return programAlone(saved, parts, stated.className);
}

function problemOf(producer: Producer, config: NonNullable<ModelArtifact['config']>): string | null {
  try {
    readModel(config, versionOf({ producer, config }));
    return null;
  } catch (error) {
    if (error instanceof ReadError) return error.message;
    throw error;
  }
}

/** A program whose layers only its variables tell of. */
function programAlone(saved: Saved, parts: Parts, className: string | null): OpenModel {
  const own = withoutCopies(saved.checkpoint.variables);
  const binding = bindOwnNames(own.variables);
  const artifact: ModelArtifact = {
    name: parts.source.name,
    format: 'saved-model',
    holds: 'model',
    byteLength: parts.source.size,
    producer: parts.producer,
    className: className ?? 'SavedModel',
    config: null,
    layers: layersOfVariables(
      binding.variables,
      kerasLayers(saved.metadata, saved.pairs, saved.checkpoint, binding),
    ),
    graph: { missing: NO_GRAPH },
    variables: binding.variables,
    compile: null,
    notes: [...parts.notes, ...own.notes, ...binding.notes],
  };
  const { stored } = parts;
  return {
    artifact,
    tensors: parts.store(binding.tensors),
    assets: null,
    borrow: null,
    ...(stored && { stored }),
  };
}

function waysOf({ meta, checkpoint, metadata, pairs }: Saved, { variables }: ModelArtifact): VariableWays {
  const byPlace = new Map(variables.map(({ place, id }) => [place, id]));
  const byNode = new Map(checkpoint.variables.map((it) => [it.node, byPlace.get(it.tensor.place) ?? null]));
  const ofObject: VariableWays['ofObject'] = (node) => byNode.get(pairs.get(node) ?? -1) ?? null;
  const byName = new Map<string, LayerId | null>();
  const named: (readonly [string, LayerId | null])[] = meta.objects
    ? meta.objects.nodes.flatMap(({ kind, variableName }, node) =>
        kind === 'variable' ? [[variableName ?? '', ofObject(node)] as const] : [],
      )
    : checkpoint.variables.map((it) => [it.fullName, byPlace.get(it.tensor.place) ?? null] as const);
  for (const [name, id] of named) byName.set(name, byName.has(name) && byName.get(name) !== id ? null : id);
  return {
    ofObject,
    byName: new Map([...byName].filter((it): it is [string, LayerId] => it[1] !== null)),
    layerOfObject: layerNames(metadata),
  };
}

/** Layers by the number of their object, with the names that Keras gave them. */
function layerNames(metadata: ReadonlyMap<number, KerasObject>): Map<number, string> {
  const names = new Map<number, string>();
  for (const [node, { json, identifier }] of metadata)
    if (typeof json.name === 'string' && identifier !== '_tf_keras_metric') names.set(node, json.name);
  return names;
}
