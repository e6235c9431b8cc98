import { isForeign } from '../../keras/index.ts';
import {
  isArray,
  type Layer,
  type ModelArtifact,
  type OpenModel,
  ReadError,
  type TfProgram,
} from '../../model/index.ts';
import { readTfModel } from './groups/readTfModel.ts';
import { tableTexts } from './groups/tableTexts.ts';
import { inKerasOrder } from './inKerasOrder.ts';
import { chooseEntry } from './rewrite/chooseEntry.ts';

/**
 * A model whose file holds a TensorFlow program and no description of its layers that could be run, with the program's
 * operations as its graph: no description at all, or one with layers of somebody's own code, which Keras too brings back from
 * what was traced. What cannot be read as one says why; the variables can still be compared.
 */
export async function withOperations(model: OpenModel): Promise<OpenModel> {
  const { artifact, program } = model;
  if (!program) return model;
  if (!('nodes' in artifact.graph)) return asOperations(model, program);
  if (!artifact.layers.some((layer) => keepsTextsInTables(layer) || isForeign(layer))) return model;
  const operations = await asOperations(model, program);
  return operations.operations ? operations : model;
}

const LOOKUPS: ReadonlySet<string> = new Set(['StringLookup', 'IntegerLookup', 'TextVectorization']);

/** A SavedModel keeps the vocabularies of its layers in the tables of its graph, where only that can look them up. */
function keepsTextsInTables({ className, config }: Layer): boolean {
  return LOOKUPS.has(className) && !isArray(config.vocabulary);
}

/**
 * The same model as TensorFlow would run it, whatever else the file says of its layers; `null` when it holds no TensorFlow
 * program. Its graph says why when the program cannot be read.
 */
export async function operationsOf(model: OpenModel): Promise<OpenModel | null> {
  return model.program ? asOperations(model, model.program) : null;
}

async function asOperations(model: OpenModel, program: TfProgram): Promise<OpenModel> {
  const { artifact } = model;
  const entry = chooseEntry(program);
  if ('missing' in entry) return withGraph(model, entry);
  try {
    const { layers, variables, graph: keyed, calls, notes } = await readTfModel(program, entry, artifact);
    const graph = 'nodes' in artifact.graph ? inKerasOrder(keyed, artifact.graph) : keyed;
    return {
      ...model,
      artifact: { ...artifact, layers, variables, graph, notes: [...artifact.notes, ...notes] },
      assets: tableTexts({ graph, calls }) ?? model.assets,
      operations: calls,
    };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return withGraph(model, { missing: `The graph cannot be run: ${error.message}` });
  }
}

const withGraph = (model: OpenModel, graph: ModelArtifact['graph']): OpenModel => ({
  ...model,
  artifact: { ...model.artifact, graph },
});
