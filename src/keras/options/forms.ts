import { isArray, isObject, type Json } from '../../model/index.ts';

/** How a value is written in files, and what the one form is that it is brought to. */
export type OptionForm =
  | 'plain'
  | 'nothing'
  | 'truth'
  | 'activation'
  | 'dtype'
  | 'layout'
  | 'axis'
  | 'tuple1'
  | 'tuple2'
  | 'tuple3'
  | 'sides1'
  | 'sides2'
  | 'sides3';

type Normalise = (value: Json) => Json;

const tuple =
  (length: number): Normalise =>
  (value) =>
    typeof value === 'number' ? new Array<Json>(length).fill(value) : value;

/** Padding or cropping of each axis as `[before, after]`, from one number, one number per axis, or pairs. */
const sides =
  (axes: number): Normalise =>
  (value) => {
    if (typeof value === 'number') return new Array<Json>(axes).fill([value, value]);
    if (!isArray(value)) return value;
    if (axes === 1 && value.length === 2 && value.every((item) => typeof item === 'number')) return [value];
    if (axes === 1 && value.length === 1 && typeof value[0] === 'number') return [[value[0], value[0]]];
    return value.map((item) => (typeof item === 'number' ? [item, item] : item));
  };

/** `relu` from `"relu"`, from a function's envelope and from null; a layer's envelope stays `{class_name, config}`. */
function activation(value: Json): Json {
  if (value === null) return 'linear';
  if (!isObject(value)) return value;
  const { class_name: className, config } = value;
  if (className === 'function' && typeof config === 'string') return config;
  if (typeof className !== 'string') return value;
  if (isObject(config) || config === undefined) return { class_name: className, config: config ?? {} };
  return value;
}

const POLICIES: ReadonlySet<string> = new Set(['Policy', 'DTypePolicy', 'FloatDTypePolicy', 'PolicyV1']);

/** The policy's name from a string or an envelope; other envelopes (quantisation) stay as they are. */
function dtype(value: Json): Json {
  if (!isObject(value)) return value;
  const { class_name: className, config } = value;
  const plain = typeof className === 'string' && POLICIES.has(className);
  return plain && isObject(config) && typeof config.name === 'string' ? config.name : value;
}

/** tf.keras writes BatchNormalization's axis as a list of one. */
const axis: Normalise = (value) => (isArray(value) && value.length === 1 ? (value[0] as Json) : value);

const FORMS: Readonly<Record<OptionForm, Normalise>> = {
  plain: (value) => value,
  nothing: () => null,
  // None is as good as False where Python only asks `if`; files that came through TensorFlow.js hold it.
  truth: (value) => value ?? false,
  activation,
  dtype,
  layout: (value) => value ?? 'channels_last',
  axis,
  tuple1: tuple(1),
  tuple2: tuple(2),
  tuple3: tuple(3),
  sides1: sides(1),
  sides2: sides(2),
  sides3: sides(3),
};

/** The value of an array that Python wrapped: `{class_name: "__numpy__" | "__tensor__", config: {value, dtype}}`. */
function unwrap(value: Json): Json {
  if (!isObject(value)) return value;
  const { class_name: className, config } = value;
  const wrapped = className === '__numpy__' || className === '__tensor__';
  return wrapped && isObject(config) && config.value !== undefined ? config.value : value;
}

/** Brings a value of a file to its one form. Values that the form does not know stay as they are. */
export function normalise(form: OptionForm, value: Json): Json {
  return FORMS[form](unwrap(value));
}
