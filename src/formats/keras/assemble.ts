import { type KerasVersion, readModel, versionOf } from '../../keras/index.ts';
import {
  type AssetStore,
  type ByteSource,
  type FormatId,
  groupBy,
  type JsonObject,
  type Layer,
  type ModelArtifact,
  type OpenModel,
  type Producer,
  type ReadNote,
  type StoredWeights,
  type TensorStore,
  type Variable,
} from '../../model/index.ts';
import type { Binding } from './Binding.ts';

/** What a reader knows once its containers are open. */
export interface Parts {
  readonly source: Pick<ByteSource, 'name' | 'size'>;
  /** The way to the values of what a binding named. */
  readonly store: (tensors: Binding['tensors']) => TensorStore;
  readonly format: FormatId;
  readonly producer: Producer;
  readonly notes: readonly ReadNote[];
  /** The weights as loaders find them. */
  readonly stored?: () => StoredWeights;
  /** Files of layers beside the weights. */
  readonly assets?: (version: KerasVersion | null) => AssetStore | null;
}

/** Puts a whole model together: config read, variables bound by `bind`. */
export function assembleModel(
  parts: Parts,
  config: JsonObject,
  compile: JsonObject | null,
  bind: (version: KerasVersion | null) => Binding,
): OpenModel {
  const version = versionOf({ producer: parts.producer, config });
  const model = readModel(config, version);
  const binding = bind(version);
  const artifact: ModelArtifact = {
    ...statedOf(parts, binding),
    holds: 'model',
    className: model.className,
    config,
    layers: withVariables(model.layers, binding.variables),
    graph: model.graph,
    compile,
  };
  return {
    artifact,
    tensors: parts.store(binding.tensors),
    assets: parts.assets?.(version) ?? null,
    borrow: null,
    ...storedOf(parts),
  };
}

/** Puts weights without an architecture together; `bind` names them by a model's config once one is there. */
export function assembleWeights(
  parts: Parts,
  own: Binding,
  bind: (config: JsonObject, version: KerasVersion | null) => Binding,
): OpenModel {
  const missing = 'The file holds weights and no architecture.';
  const artifact: ModelArtifact = {
    ...statedOf(parts, own),
    holds: 'weights',
    className: null,
    config: null,
    layers: [],
    graph: { missing },
    compile: null,
  };
  return {
    artifact,
    tensors: parts.store(own.tensors),
    assets: null,
    borrow: (architecture) => {
      if (architecture.config === null) throw new TypeError('an architecture to borrow needs a config');
      const binding = bind(architecture.config, versionOf(architecture));
      return {
        artifact: {
          ...artifact,
          ...statedOf(parts, binding),
          className: architecture.className,
          config: architecture.config,
          layers: withVariables(architecture.layers, binding.variables),
          graph: architecture.graph,
          producer: parts.producer.kerasVersion ? parts.producer : architecture.producer,
        },
        tensors: parts.store(binding.tensors),
        assets: null,
        borrow: null,
        ...storedOf(parts),
      };
    },
    ...storedOf(parts),
  };
}

const storedOf = ({ stored }: Parts): Pick<OpenModel, 'stored'> => (stored ? { stored } : {});

function statedOf(
  { source, format, producer, notes }: Parts,
  binding: Binding,
): Pick<ModelArtifact, 'name' | 'format' | 'byteLength' | 'producer' | 'variables' | 'notes'> {
  return {
    name: source.name,
    format,
    byteLength: source.size,
    producer,
    variables: binding.variables,
    notes: [...notes, ...binding.notes],
  };
}

function withVariables(layers: readonly Layer[], variables: readonly Variable[]): Layer[] {
  const byLayer = groupBy(variables, (it) => it.layer);
  return layers.map((layer) => ({ ...layer, variables: (byLayer.get(layer.id) ?? []).map((it) => it.id) }));
}
