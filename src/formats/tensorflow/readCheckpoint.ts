import type { ByteSource, FileSet, ReadNote } from '../../model/index.ts';
import { openTensorBundle, type TensorBundle } from '../containers/tensorBundle/index.ts';
import { type BundleTensor, bundleTensors } from './bundleTensors.ts';
import type { Checkpoint, SavedVariable } from './Checkpoint.ts';
import { type ObjectGraph, readObjectGraph, type SavedValue } from './ObjectGraph.ts';
import { purposeOfName } from './purposeOfName.ts';
import { pathOf, type Reached, surveyObjects } from './surveyObjects.ts';

const GRAPH_KEY = '_CHECKPOINTABLE_OBJECT_GRAPH';

/** Reads a checkpoint by its index, with its object graph where it has one. Values stay in their files. */
export async function readCheckpoint(source: ByteSource, files: FileSet, at: string): Promise<Checkpoint> {
  const bundle = await openTensorBundle(source, files, at);
  const tensors = bundleTensors(bundle);
  if (!tensors.delete(GRAPH_KEY)) {
    const variables = [...tensors.values()].map((tensor) => named(tensor, tensors));
    return { files, bundle, tensors, graph: null, variables, notes: bundle.notes };
  }
  const graph = readObjectGraph(await readGraphBytes(bundle));
  const variables = variablesOf(graph, tensors);
  return {
    files,
    bundle,
    tensors,
    graph,
    variables,
    notes: [...bundle.notes, ...missing(graph, bundle, tensors)],
  };
}

/** The graph is the one text of a scalar; as text it would lose bytes that are none. */
async function readGraphBytes(bundle: TensorBundle): Promise<Uint8Array> {
  const { bytes } = await bundle.read(GRAPH_KEY);
  const lengthEnds = bytes.findIndex((byte) => byte < 128) + 1;
  const sum = 4;
  return bytes.subarray(lengthEnds + sum);
}

function named(tensor: BundleTensor, all: ReadonlyMap<string, BundleTensor>): SavedVariable {
  const { place } = tensor;
  const purpose = purposeOfName(place, (name) => all.has(name));
  return { tensor, node: null, path: place, fullName: place, purpose };
}

function variablesOf(graph: ObjectGraph, tensors: ReadonlyMap<string, BundleTensor>): SavedVariable[] {
  const ways = surveyObjects(graph);
  const variables: SavedVariable[] = [];
  const taken = new Set<string>();
  graph.forEach(({ values }, node) => {
    for (const value of values) {
      const tensor = tensors.get(value.key);
      if (tensor === undefined || taken.has(value.key)) continue;
      taken.add(value.key);
      variables.push(reachedVariable(tensor, value, node, ways.get(node)));
    }
  });
  for (const [key, tensor] of tensors)
    if (!taken.has(key)) variables.push({ tensor, node: null, path: key, fullName: '', purpose: 'other' });
  return variables;
}

/** Only `VARIABLE_VALUE` is a variable; tables and other savers store what they like. */
function reachedVariable(
  tensor: BundleTensor,
  { name, fullName, key }: SavedValue,
  node: number,
  way: Reached | undefined,
): SavedVariable {
  const isVariable = name === 'VARIABLE_VALUE';
  const path = way && isVariable ? pathOf(way).join('/') : key;
  const purpose = way && isVariable ? way.purpose : 'other';
  const isSeed = /(^|\/)(seed_generator_state|_?seed_generator|_random_generator)(\/|$)/.test(
    `${path}/${fullName}`,
  );
  return { tensor, node, path, fullName, purpose: isSeed && purpose === 'weight' ? 'other' : purpose };
}

/** Values that the graph names and the bundle lacks. Tables are entries under other keys. */
function missing(
  graph: ObjectGraph,
  { notes }: TensorBundle,
  tensors: ReadonlyMap<string, BundleTensor>,
): ReadNote[] {
  const passedOver = new Set(notes.map(({ where }) => where));
  return graph.flatMap(({ values }) =>
    values
      .filter(({ name, key }) => name === 'VARIABLE_VALUE' && !tensors.has(key) && !passedOver.has(key))
      .map(({ key }) => ({
        code: 'missing-variable',
        message: `The checkpoint lists ${key} among its objects but holds no value for it.`,
        where: key,
      })),
  );
}
