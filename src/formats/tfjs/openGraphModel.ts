import { groupBy, type JsonObject, type Layer, type OpenModel, ReadError } from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import { withOperations } from '../tensorflow/withOperations.ts';
import { graphProgram } from './graphProgram.ts';
import { nodesOfGraph } from './jsonGraph.ts';
import type { TfjsParts } from './TfjsParts.ts';
import { tfjsStore } from './tfjsStore.ts';

/** What stands there until the operations are read. */
const UNREAD = 'A TensorFlow.js graph model is a graph of TensorFlow operations.';

/** Opens a graph-model: a GraphDef as JSON beside a manifest. Its operations are grouped to layers by their scopes. */
export async function openGraphModel(parts: TfjsParts): Promise<OpenModel> {
  const { document, files, paths, weights } = parts;
  const layers = scopesOf(nodesOfGraph(document.modelTopology, 'modelTopology'));
  const binding = bindScopes(parts, new Set(layers.map(({ id }) => id)));
  const byLayer = groupBy(binding.variables, ({ layer }) => layer);
  const model: OpenModel = {
    artifact: {
      name: parts.name,
      format: 'tfjs-graph',
      holds: 'model',
      byteLength: paths.reduce((sum, path) => sum + files.size(path), 0),
      producer: { kerasVersion: null, backend: writerOf(document), savedAt: null },
      className: 'GraphDef',
      config: null,
      layers: layers.map((layer) => ({
        ...layer,
        variables: (byLayer.get(layer.id) ?? []).map(({ id }) => id),
      })),
      graph: { missing: UNREAD },
      variables: binding.variables,
      compile: null,
      notes: binding.notes,
    },
    tensors: tfjsStore(files, paths, weights, binding.tensors),
    assets: null,
    borrow: null,
  };
  return runnable(model, parts);
}

/** The same model with its operations; where they cannot be read, with the reason. */
async function runnable(model: OpenModel, parts: TfjsParts): Promise<OpenModel> {
  const { artifact } = model;
  // Layers are told by scopes; what a variable was called before freezing is lost.
  const loose = {
    ...artifact,
    layers: [],
    variables: artifact.variables.map((it) => ({ ...it, layer: null })),
  };
  try {
    const program = await graphProgram(parts, artifact.variables);
    const read = await withOperations({ ...model, artifact: loose, program });
    if ('missing' in read.artifact.graph)
      return { ...model, artifact: { ...artifact, graph: read.artifact.graph } };
    return read;
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { ...model, artifact: { ...artifact, graph: { missing: error.message } } };
  }
}

/** `generatedBy` is the version of TensorFlow that made the graph. */
function writerOf({ generatedBy }: JsonObject): string | null {
  return typeof generatedBy === 'string' ? `tensorflow ${generatedBy}` : null;
}

const scopeOf = (name: string): string => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name);

/** One entry per scope, in the order of the graph; its config is what its nodes compute. */
function scopesOf(nodes: readonly JsonObject[]): Omit<Layer, 'variables'>[] {
  return [...groupBy(nodes, ({ name }) => scopeOf(String(name)))].map(([id, members]) => ({
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    kind: 'operation',
    className: opsOf(members),
    module: null,
    config: { nodes: members },
    build: null,
    parent: null,
  }));
}

/** The operations of a scope, constants left out: `Conv2D + BiasAdd + Relu`. */
function opsOf(members: readonly JsonObject[]): string {
  const ops = [...new Set(members.map(({ op }) => String(op)).filter((op) => op !== 'Const'))];
  if (ops.length === 0) return 'Const';
  return ops.length > 3 ? `${ops.slice(0, 3).join(' + ')} + …` : ops.join(' + ');
}

function bindScopes({ weights }: TfjsParts, scopes: ReadonlySet<string>): Binding {
  const binder = new Binder();
  for (const it of weights) {
    const { name } = it.weight.entry;
    const scope = scopeOf(name);
    const role = name === scope ? 'value' : name.slice(scope.length + 1);
    const layer = scopes.has(scope) ? scope : null;
    binder.add(it, { id: it.place, layer, role, purpose: 'weight', named: 'file' });
  }
  return binder.done();
}
