import { isObject, type Json, type JsonObject } from '../../model/index.ts';

/** How a variable was filled when its layer was built. */
export interface Initializer {
  /** Class, as `GlorotUniform`. */
  readonly name: string;
  readonly config: JsonObject;
}

const made = (name: string, config: JsonObject = {}): Initializer => ({ name, config });

/** What layers use unless told otherwise, by the last part of the variable's role (`keras/src/layers` at v3.15.1). */
const DEFAULTS: Readonly<Record<string, Initializer>> = {
  kernel: made('GlorotUniform'),
  depthwise_kernel: made('GlorotUniform'),
  pointwise_kernel: made('GlorotUniform'),
  recurrent_kernel: made('Orthogonal'),
  embeddings: made('RandomUniform'),
  bias: made('Zeros'),
  beta: made('Zeros'),
  gamma: made('Ones'),
  moving_mean: made('Zeros'),
  moving_variance: made('Ones'),
  alpha: made('Zeros'),
};

/** Where a config states it, when not under the name of the role. */
const STATED: Readonly<Record<string, readonly string[]>> = {
  kernel: ['kernel_initializer', 'depthwise_initializer'],
  depthwise_kernel: ['depthwise_initializer'],
  pointwise_kernel: ['pointwise_initializer'],
  recurrent_kernel: ['recurrent_initializer'],
};

/** Initialisers by their names in snake case, as legacy configs and users write them. */
const SPELLINGS: Readonly<Record<string, string>> = {
  glorot_uniform: 'GlorotUniform',
  glorot_normal: 'GlorotNormal',
  he_uniform: 'HeUniform',
  he_normal: 'HeNormal',
  lecun_uniform: 'LecunUniform',
  lecun_normal: 'LecunNormal',
  random_uniform: 'RandomUniform',
  uniform: 'RandomUniform',
  orthogonal: 'Orthogonal',
  zeros: 'Zeros',
  ones: 'Ones',
};

/**
 * The initialiser of a variable: as its layer's config states it, inside wrappers too, else the default. `null` for roles that
 * are none of Keras' usual ones. `role` is the way from the layer: `kernel`, `forward_lstm/lstm_cell/bias`.
 */
export function initializerOf(config: JsonObject, role: string): Initializer | null {
  const part = role.slice(role.lastIndexOf('/') + 1);
  const usual = DEFAULTS[part];
  if (!Object.hasOwn(DEFAULTS, part) || !usual) return null;
  const own = innermost(config);
  if (part === 'bias' && own.unit_forget_bias === true) return made('UnitForgetBias');
  const keys = STATED[part] ?? [`${part}_initializer`];
  const stated = keys.map((key) => own[key]).find((value) => value !== undefined && value !== null);
  return stated === undefined ? usual : read(stated);
}

/** The config of what a wrapper wraps; a Bidirectional's two layers are filled alike. */
function innermost(config: JsonObject): JsonObject {
  const inner = isObject(config.layer) ? config.layer : config.cell;
  return isObject(inner) && isObject(inner.config) ? innermost(inner.config) : config;
}

function read(stated: Json): Initializer | null {
  const name = isObject(stated) ? stated.class_name : stated;
  if (typeof name !== 'string') return null;
  const config = isObject(stated) && isObject(stated.config) ? stated.config : {};
  return made(Object.hasOwn(SPELLINGS, name) ? (SPELLINGS[name] as string) : name, config);
}
