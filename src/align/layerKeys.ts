import { snakeCase } from '../keras/index.ts';
import { groupBy, type Layer, type ModelArtifact, type Variable } from '../model/index.ts';

/** A layer with what the ladder compares: its variables, whether a person named it, and its place in the graph. */
export interface Candidate {
  readonly layer: Layer;
  readonly variables: readonly Variable[];
  /** A name that Keras made up (`dense_7`) is weak evidence: it depends on what was built before. */
  readonly autoNamed: boolean;
  /** Class and shapes of variables; `TimeDistributed` and the like are told apart by their variables. */
  readonly signature: string;
}

/** The layers that can be paired, in the order of the graph where it is known, else of the file. */
export function candidatesOf(artifact: ModelArtifact): Candidate[] {
  const byId = new Map(artifact.variables.map((it) => [it.id, it]));
  const layers = artifact.layers.length > 0 ? inGraphOrder(artifact) : groupsAsLayers(artifact);
  return layers.map((layer) => {
    const variables = layer.variables.flatMap((id) => byId.get(id) ?? []);
    const shapes = variables.map((it) => `${it.role}[${it.shape.join()}]`).sort();
    return {
      layer,
      variables,
      autoNamed: isAutoName(layer),
      signature: `${layer.className}(${shapes.join()})`,
    };
  });
}

function inGraphOrder(artifact: ModelArtifact): Layer[] {
  const pairable = artifact.layers.filter(isPairable);
  if (!('nodes' in artifact.graph)) return pairable;
  const rank = new Map<string, number>();
  for (const node of artifact.graph.nodes) if (!rank.has(node.layer)) rank.set(node.layer, rank.size);
  return pairable.toSorted(
    (x, y) => (rank.get(x.id) ?? Number.POSITIVE_INFINITY) - (rank.get(y.id) ?? Number.POSITIVE_INFINITY),
  );
}

/** Nested models are their layers, and their input layers are the tensors that come in. */
function isPairable(layer: Layer): boolean {
  return layer.kind !== 'model' && !(layer.className === 'InputLayer' && layer.parent !== null);
}

/** Weights without an architecture: every group is taken for a layer. */
function groupsAsLayers(artifact: ModelArtifact): Layer[] {
  const groups = groupBy(
    artifact.variables.filter((it) => it.layer !== null),
    (it) => it.layer as string,
  );
  return [...groups].map(([id, variables]) => ({
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    kind: 'layer',
    className: 'Weights',
    module: null,
    config: {},
    build: null,
    parent: null,
    variables: variables.map((it) => it.id),
  }));
}

/** `dense`, `dense_12`, `conv2d_3`: the class in snake case, with a counter. */
export function isAutoName({ name, className }: Pick<Layer, 'name' | 'className'>): boolean {
  const bare = name.replace(/_\d+$/, '');
  return bare === snakeCase(className) || bare === snakeCase(className).replace('input_layer', 'input');
}
