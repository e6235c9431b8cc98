import type { JsonObject } from '../../model/index.ts';
import {
  type Graph,
  type Layer,
  type LayerId,
  type ModelCall,
  type Port,
  ReadError,
  type TensorRef,
} from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import type { Blueprint, Entry } from './Blueprint.ts';
import { type Envelope, readEnvelope } from './Envelope.ts';
import { type Inlined, inlineModel, tensorsOf } from './inline.ts';
import { hasLayers, readBlueprint } from './readBlueprint.ts';

/** A model's config as layers and one flat graph. */
export interface ReadModel {
  readonly className: string;
  readonly name: string;
  /** Config order, nested layers after the model that holds them. */
  readonly layers: readonly Layer[];
  readonly graph: Graph | { readonly missing: string };
}

/**
 * Reads a serialised model of any dialect: Keras 1 and 2, tf.keras with and without modules, Keras 3. Throws
 * `ReadError('corrupt')` for dangling references, cycles, and configs that are no model, and
 * `ReadError('unsupported-feature')` where two layers have one path. A model whose class is custom
 * code, or whose config holds no graph, comes with its layers and the reason why there is no graph.
 */
export function readModel(config: JsonObject, version: KerasVersion | null): ReadModel {
  const envelope = readEnvelope(config, 'the model');
  if (!hasLayers(envelope)) {
    if (envelope.kind === 'model') {
      throw new ReadError(
        'corrupt',
        `The config of the ${envelope.className} model has no list of layers.`,
        envelope.name,
      );
    }
    const missing = `The model is of class ${envelope.className}, whose config holds no graph of layers: its computation is in Python code.`;
    return { className: envelope.className, name: envelope.name, layers: [], graph: { missing } };
  }
  const blueprint = readBlueprint(envelope, version);
  const layers = listLayers(blueprint, null);
  refuseSharedPaths(layers);
  const graph = envelope.kind === 'custom' ? { missing: customModel(envelope) } : graphOf(blueprint, version);
  return { className: envelope.className, name: envelope.name, layers, graph };
}

function customModel({ className }: Envelope): string {
  return `The model's own class ${className} is custom code, so what it does with its layers is not in the file.`;
}

function listLayers(blueprint: Blueprint, parent: LayerId | null): Layer[] {
  return [...blueprint.entries.values()].flatMap((entry) => {
    const layer = layerOf(entry, parent);
    return entry.nested ? [layer, ...listLayers(entry.nested, layer.id)] : [layer];
  });
}

/** tf.keras allows `/` in names: a layer `enc/dense` beside a nested model `enc` that holds a `dense`. */
function refuseSharedPaths(layers: readonly Layer[]): void {
  const seen = new Set<LayerId>();
  for (const { id } of layers) {
    if (seen.has(id))
      throw new ReadError(
        'unsupported-feature',
        `Two layers have the path "${id}", one by its own name and one by that of the model it lies in, so that their weights cannot be told apart here. Rename one before saving.`,
        id,
      );
    seen.add(id);
  }
}

function layerOf({ envelope, name }: Entry, parent: LayerId | null): Layer {
  return {
    id: parent === null ? name : `${parent}/${name}`,
    name,
    kind: envelope.kind,
    className: envelope.className,
    module: envelope.module,
    config: envelope.config,
    build: envelope.buildConfig,
    parent,
    variables: [],
  };
}

function graphOf(blueprint: Blueprint, version: KerasVersion | null): Graph {
  const into: Inlined = {
    nodes: [],
    models: [] as ModelCall[],
    callsOf: new Map(),
    generation: version?.generation ?? null,
  };
  const outputs = inlineModel(blueprint, '', null, into);
  return {
    nodes: into.nodes,
    inputs: blueprint.inputs.map((input): Port => {
      const { name, shape, dtype } = input;
      return { name, shape, dtype, ref: { node: input.ref.layer, output: 0 } };
    }),
    outputs: outputs.map((argument, i) => ({
      name: blueprint.outputs[i]?.name ?? `output_${i}`,
      ref: soleRef(argument),
      shape: [],
      dtype: 'float32',
    })),
    models: into.models,
  };
}

function soleRef(argument: Inlined['nodes'][number]['args'][number]): TensorRef {
  const ref = tensorsOf(argument)[0];
  if (!ref) throw new ReadError('corrupt', 'An output of the model is a constant, not a tensor.', null);
  return ref;
}
