import { detailOf } from '../diff/index.ts';
import {
  type Graph,
  hasGraph,
  type Layer,
  type LayerId,
  type ModelArtifact,
  sizeOf,
  tensorsIn,
  type Variable,
} from '../model/index.ts';
import type { InsideCall, InsideLayer, InsideVariable, ModelInside } from './ModelInside.ts';

/** Lists what an opened file holds. Reads no values. */
export function insideOf(artifact: ModelArtifact): ModelInside {
  const sizes = new Map(
    artifact.variables.map((it) => [it.id, it.purpose === 'weight' ? sizeOf(it.shape) : 0]),
  );
  const parents = new Map(artifact.layers.map(({ id, parent }) => [id, parent]));
  const weights = artifact.variables.filter(({ purpose }) => purpose === 'weight');
  const others = artifact.variables.filter(({ purpose }) => purpose !== 'weight');
  return {
    layers: artifact.layers.map((layer) => insideLayer(layer, parents, sizes)),
    variables: [...weights, ...others].map(insideVariable),
    calls: hasGraph(artifact) ? callsOf(artifact.graph) : [],
    missing: 'missing' in artifact.graph ? artifact.graph.missing : null,
  };
}

function insideLayer(
  layer: Layer,
  parents: ReadonlyMap<LayerId, LayerId | null>,
  sizes: ReadonlyMap<string, number>,
): InsideLayer {
  let depth = 0;
  for (let at = layer.parent; at !== null && depth < parents.size; at = parents.get(at) ?? null) depth += 1;
  const { id, className, kind, config, variables } = layer;
  const parameters = variables.reduce((sum, variable) => sum + (sizes.get(variable) ?? 0), 0);
  return { id, className, detail: detailOf(layer), kind, depth, config, variables, parameters };
}

function insideVariable(it: Variable): InsideVariable {
  const { id, layer, role, purpose, dtype, shape, byteLength, place, rounded } = it;
  return { id, layer, role, purpose, dtype, shape, byteLength, place, ...(rounded ? { rounded } : {}) };
}

/** The calls in graph order, with the places of what they read. */
function callsOf({ nodes, outputs }: Graph): InsideCall[] {
  const places = new Map(nodes.map(({ id }, at) => [id, at]));
  const given = new Map<string, string[]>();
  for (const { name, ref } of outputs) given.set(ref.node, [...(given.get(ref.node) ?? []), name]);
  return nodes.map(({ id, layer, call, args, kwargs }) => {
    const tensors = [...args, ...Object.values(kwargs)].flatMap(tensorsIn);
    const reads = tensors.flatMap(({ ref, mask }) => [ref, ...(mask ? [mask] : [])]);
    const read = reads.flatMap(({ node }) => places.get(node) ?? []);
    return { layer, call, reads: [...new Set(read)].sort((x, y) => x - y), gives: given.get(id) ?? [] };
  });
}
