import {
  type DType,
  type JsonObject,
  type LayerId,
  ReadError,
  type Shape,
  type VariableId,
} from '../../model/index.ts';
import type { Entry } from '../config/Blueprint.ts';
import { type Envelope, readEnvelope } from '../config/Envelope.ts';
import { hasLayers, readBlueprint } from '../config/readBlueprint.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import type { OwnVariable, Part } from '../variables/ClassVariables.ts';
import { COMPOSITE_VARIABLES } from '../variables/compositeVariables.ts';
import { storedEntries } from '../variables/expectVariables.ts';
import { LEAF_VARIABLES } from '../variables/leafVariables.ts';
import type { Generation, KerasObject, TargetVariable } from './KerasObject.ts';
import { variableNames } from './variableNames.ts';

/** What a model's file says of one of its variables. */
export interface VariableFacts {
  readonly id: VariableId;
  readonly layer: LayerId | null;
  readonly role: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A model that weights could be loaded into. */
export interface Architecture {
  readonly config: JsonObject;
  /** The Keras that wrote the config: it decides how calls are counted, not what is loaded. */
  readonly version: KerasVersion | null;
  /** The variables that the model's file holds. */
  readonly variables: readonly VariableFacts[];
}

interface Site {
  readonly layer: LayerId;
  readonly role: string;
  /** Names of the objects from the layer on. */
  readonly names: readonly string[];
  readonly trainable: boolean;
  /** The class of the object whose part this is. */
  readonly inside?: string;
}

const VERSIONS: Readonly<Record<Generation, KerasVersion>> = {
  2: { generation: 2, major: 2, minor: 15 },
  3: { generation: 3, major: 3, minor: 15 },
};

/**
 * The objects that Keras makes of a config: models with their layers, layers with their parts, each with its variables
 * in order of creation. Throws `ReadError('unsupported-feature')` for a config without layers, and for a variable whose
 * shape neither the file nor the config tells.
 */
export function buildObjects(architecture: Architecture, generation: Generation): KerasObject {
  const envelope = readEnvelope(architecture.config, 'the model');
  if (!hasLayers(envelope)) {
    throw new ReadError(
      'unsupported-feature',
      `The model is of class ${envelope.className}, whose layers are in Python code, so what a loader would find there is not in the file.`,
      envelope.name,
    );
  }
  const open = new Map(architecture.variables.map((it) => [keyOf(it.layer, it.role), it]));
  const build = { version: architecture.version, generation, open };
  const model = modelOf(envelope, null, { layer: '', role: '', names: [], trainable: true }, build);
  const [unknown] = [...open.values()].filter(({ role }) => !role.endsWith('kernel_copy'));
  if (unknown) {
    throw new ReadError(
      'unsupported-feature',
      `The model holds ${unknown.id}, which its config does not lead to: only the code of that layer knows its variables and their order, so no loader can be simulated.`,
      unknown.layer,
    );
  }
  return model;
}

interface Build {
  readonly version: KerasVersion | null;
  readonly generation: Generation;
  /** What the file holds and nothing has claimed yet. */
  readonly open: Map<string, VariableFacts>;
}

const keyOf = (layer: LayerId | null, role: string): string => JSON.stringify([layer, role]);

/** `owner`: the layer that speaks for everything inside, `null` where inner layers speak for themselves. */
function modelOf(model: Envelope, owner: LayerId | null, at: Site, build: Build): KerasObject {
  const blueprint = readBlueprint(model, build.version);
  const layers = storedEntries(blueprint, model).map((entry) =>
    entryOf(entry, owner, { ...at, names: scopeOf(entry, model, build.generation) }, build),
  );
  return {
    className: model.className === 'Model' ? 'Functional' : model.className,
    name: model.name,
    layer: at.layer,
    config: model.config,
    trainable: modelTrains(model, build.generation),
    own: [],
    layers,
    parts: [],
  };
}

/** A Sequential of Keras 3 builds in its own scope the layers that no `build_config` built before. */
function scopeOf({ envelope }: Entry, model: Envelope, generation: Generation): readonly string[] {
  const builtBefore = envelope.module !== null && envelope.buildConfig !== null;
  return generation === 3 && model.className === 'Sequential' && !builtBefore ? [model.name] : [];
}

/** Only Keras 3 gives a functional model its own flag back; a Sequential has none in its config. */
function modelTrains({ className, config }: Envelope, generation: Generation): boolean {
  return generation === 2 || className === 'Sequential' || config.trainable !== false;
}

function entryOf(
  { envelope, name, nested }: Entry,
  owner: LayerId | null,
  at: Site,
  build: Build,
): KerasObject {
  const inside: Site =
    owner === null
      ? { layer: join(at.layer, name), role: '', names: at.names, trainable: true }
      : { layer: owner, role: join(at.role, name), names: at.names, trainable: true };
  if (nested) return modelOf({ ...envelope, name }, owner, inside, build);
  return objectOf(envelope.className, envelope.config, name, inside, build);
}

function objectOf(className: string, config: JsonObject, name: string, at: Site, build: Build): KerasObject {
  if (typeof config.lora_rank === 'number') throw adapted(at.layer, config.lora_rank);
  const known = LEAF_VARIABLES[className] ?? COMPOSITE_VARIABLES[className];
  const trainable = at.trainable && config.trainable !== false;
  const here: Site = { ...at, names: namesAt({ className, name }, at, build.generation), trainable };
  const version = VERSIONS[build.generation];
  const parts = (known?.parts?.(config, name, version) ?? []).map((part) => ({
    attributes: attributesOf(part, className, build.generation),
    object: partOf(
      part,
      className,
      { ...here, inside: className, trainable: passesOn(className) ? trainable : true },
      build,
    ),
  }));
  const own = (known?.own?.(config, version) ?? []).map((variable) =>
    variable.name === 'kernel_copy' ? firstOf(parts[0]?.object, at.layer) : variableOf(variable, here, build),
  );
  return { className, name, layer: at.layer, config, trainable, own, layers: null, parts };
}

/** Keras merges such weights into the kernel when it saves, and makes new ones when it loads: no file tells how many there are. */
function adapted(layer: LayerId, rank: number): ReadError {
  return new ReadError(
    'unsupported-feature',
    `${layer} has LoRA weights (lora_rank ${rank}), which Keras adds to the layer's own once it is loaded: such loading is not simulated. Take the model as it was before enable_lora.`,
    layer,
  );
}

/** Layers that Keras 3 builds before they know what they are part of, when a model comes from its file. */
const BUILT_ALONE: ReadonlySet<string> = new Set([
  'Bidirectional',
  'TimeDistributed',
  'SpectralNormalization',
  'Wrapper',
  'RNN',
  'StackedRNNCells',
]);

/** Layers of tf.keras that build what is inside of them without calling it, so that it opens no scope of its own. */
const BUILT_WITHIN = /^(TimeDistributed|ConvLSTM\dD|SpectralNormalization)$/;

/** Names in the path of an object's variables. tf.keras builds a SpectralNormalization of a file before any scope is open. */
function namesAt(
  { className, name }: Pick<Envelope, 'className' | 'name'>,
  { names, inside = '' }: Site,
  generation: Generation,
): readonly string[] {
  if (generation === 2 && className === 'SpectralNormalization' && inside === '') return [];
  if (generation === 3) return BUILT_ALONE.has(inside) ? [name] : [...names, name];
  return BUILT_WITHIN.test(inside) ? names : [...names, name];
}

/** A built-in recurrent layer hands `trainable` to its cell; other layers' parts have flags of their own. */
function passesOn(className: string): boolean {
  return (
    COMPOSITE_VARIABLES[className] !== undefined &&
    /(LSTM|GRU|RNN|LSTM\dD)$/.test(className) &&
    className !== 'RNN'
  );
}

function partOf(part: Part, outer: string, at: Site, build: Build): KerasObject {
  const inside: Site = { ...at, role: join(at.role, part.role) };
  const envelope = readEnvelope({ class_name: part.className, config: part.config }, part.name);
  if (hasLayers(envelope)) return modelOf(envelope, at.layer, inside, build);
  // The config of a built-in cell is its layer's own, and an attention's parts have none.
  const config = outer === 'MultiHeadAttention' ? { ...part.config, trainable: true } : part.config;
  return objectOf(part.className, config, part.name, inside, build);
}

/** tf.keras keeps the parts of an attention in private attributes only; Keras 3 shows them under both names. */
function attributesOf({ attributes }: Part, className: string, generation: Generation): readonly string[] {
  const hidden = attributes.filter((it) => it.startsWith('_'));
  if (hidden.length === 0) return attributes;
  return generation === 2 || className !== 'MultiHeadAttention' ? hidden : attributes;
}

/** SpectralNormalization keeps the wrapped layer's kernel as a variable of its own: the same one under two names. */
function firstOf(inner: KerasObject | undefined, where: string): TargetVariable {
  const first = inner?.own[0];
  if (first) return first;
  throw new ReadError(
    'unsupported-feature',
    `${where} wraps a layer without a kernel, which is not simulated.`,
    where,
  );
}

function variableOf(variable: OwnVariable, at: Site, { open, generation }: Build): TargetVariable {
  const role = join(at.role, variable.name);
  const key = keyOf(at.layer, role);
  const facts = open.get(key);
  open.delete(key);
  const shape = facts?.shape ?? wholeShape(variable.shape);
  if (!shape) {
    throw new ReadError(
      'unsupported-feature',
      `The model's file holds no value for ${at.layer}/${role}, so its shape is not known and no loader can be simulated.`,
      at.layer,
    );
  }
  return {
    id: facts?.id ?? `${at.layer}/${role}`,
    layer: at.layer,
    role,
    ...variableNames(variable, at, generation),
    shape,
    dtype: facts?.dtype ?? 'float32',
    created: variable.trainable ? 'trainable' : 'state',
    trainable: variable.trainable && at.trainable,
  };
}

function wholeShape(shape: OwnVariable['shape']): Shape | null {
  return shape?.every((axis): axis is number => axis !== null) ? (shape as Shape) : null;
}

const join = (prefix: string, rest: string): string =>
  prefix === '' || rest === '' ? prefix + rest : `${prefix}/${rest}`;
