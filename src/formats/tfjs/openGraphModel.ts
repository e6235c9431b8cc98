import {
  groupBy,
  isArray,
  isObject,
  type JsonObject,
  type Layer,
  type OpenModel,
  ReadError,
} from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import type { TfjsParts } from './TfjsParts.ts';
import { tfjsStore } from './tfjsStore.ts';

const MISSING =
  'A TensorFlow.js graph model is a graph of TensorFlow operations, which is run by TensorFlow.js’ own executor – not yet here.';

/** Opens a graph-model: a GraphDef as JSON beside a manifest. Nodes are listed by the scope in their names. */
export function openGraphModel(parts: TfjsParts): OpenModel {
  const { document, files, paths, weights } = parts;
  const nodes = nodesOf(document);
  const layers = scopesOf(nodes);
  const binding = bindScopes(parts, new Set(layers.map(({ id }) => id)));
  const byLayer = groupBy(binding.variables, ({ layer }) => layer);
  return {
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
      graph: { missing: MISSING },
      variables: binding.variables,
      compile: null,
      notes: binding.notes,
    },
    tensors: tfjsStore(files, paths, weights, binding.tensors),
    assets: null,
    borrow: null,
  };
}

/** `generatedBy` is the version of TensorFlow that made the graph. */
function writerOf({ generatedBy }: JsonObject): string | null {
  return typeof generatedBy === 'string' ? `tensorflow ${generatedBy}` : null;
}

interface GraphDefNode {
  readonly name: string;
  readonly op: string;
  readonly node: JsonObject;
}

function nodesOf({ modelTopology }: JsonObject): GraphDefNode[] {
  if (!isObject(modelTopology) || !isArray(modelTopology.node))
    throw new ReadError(
      'corrupt',
      'modelTopology of the graph model has no list of nodes. Expected a GraphDef.',
      'modelTopology',
    );
  return modelTopology.node.map((node, i) => {
    if (isObject(node) && typeof node.name === 'string' && typeof node.op === 'string')
      return { name: node.name, op: node.op, node };
    throw new ReadError('corrupt', 'A node of the graph has no name or no op.', `modelTopology.node[${i}]`);
  });
}

const scopeOf = (name: string): string => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name);

/** One entry per scope, in the order of the graph; its config is what its nodes compute. */
function scopesOf(nodes: readonly GraphDefNode[]): Omit<Layer, 'variables'>[] {
  return [...groupBy(nodes, ({ name }) => scopeOf(name))].map(([id, members]) => ({
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    kind: 'operation',
    className: opsOf(members),
    module: null,
    config: { nodes: members.map(({ node }) => node) },
    build: null,
    parent: null,
  }));
}

/** The operations of a scope, constants left out: `Conv2D + BiasAdd + Relu`. */
function opsOf(members: readonly GraphDefNode[]): string {
  const ops = [...new Set(members.map(({ op }) => op).filter((op) => op !== 'Const'))];
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
