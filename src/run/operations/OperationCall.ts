import * as tf from '@tensorflow/tfjs-core';
import { isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';
import type { KernelCall } from '../kernels/Kernel.ts';
import { toFloat } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { constantOf, type Resolved, valuesIn } from '../Value.ts';
import { commonWhole } from '../wholes/commonWhole.ts';
import { beyond, type WholeType, wholeTypeNamed } from '../wholes/WholeType.ts';
import { typeNamed } from './casting.ts';
import type { NumberType } from './HostArray.ts';
import { promote } from './promote.ts';

/** Arguments that say where, not what: their type does not meet the others'. */
const PLACES = new Set([
  'indices',
  'segment_ids',
  'shape',
  'newshape',
  'repeats',
  'shift',
  'key',
  'condition',
]);

const NOT_ARGUMENTS = new Set(['name', 'trainable', 'dtype_policy', 'function', 'batch_input_shape']);

/** An operator's arguments by name: positional ones, keywords, then what its config holds. */
export class OperationCall {
  readonly #bound: ReadonlyMap<string, Resolved>;
  /** The type in which the whole numbers that it is given meet; `undefined` is a signed one of 32 or 64 bits. */
  readonly wholeType: WholeType | undefined;

  constructor(call: KernelCall, parameters: readonly string[], fromConfig: boolean) {
    const bound = new Map<string, Resolved>();
    const put = (name: string, value: Resolved) => {
      if (!parameters.includes(name)) {
        // A parameter ** takes all keywords that no other one names.
        if (parameters.includes('**')) return;
        if (value.kind === 'constant' && (value.value === null || value.value === false)) return;
        throw new RunStop(`Its argument ${name} is not supported.`);
      }
      if (!bound.has(name)) bound.set(name, value);
    };
    // A parameter with a star takes all positional arguments from its place on.
    const star = parameters.findIndex((name) => name.startsWith('*'));
    if (star >= 0) bound.set(parameters[star] ?? '', { kind: 'list', items: call.args.slice(star) });
    call.args.slice(0, star < 0 ? undefined : star).forEach((value, i) => {
      put(parameters[i] ?? `number ${i + 1}`, value);
    });
    for (const [name, value] of Object.entries(call.kwargs)) if (name !== 'name') put(name, value);
    if (fromConfig)
      for (const [name, value] of Object.entries(call.options))
        if (!NOT_ARGUMENTS.has(name)) put(name, { kind: 'constant', value });
    this.#bound = bound;
    this.wholeType = commonWhole(this.#operands().flatMap(wholesIn));
  }

  /** Whether the file states the argument, be it as None. */
  has(name: string): boolean {
    return this.#bound.has(name);
  }

  /** The argument as it stands; `null` when it is absent or None. */
  raw(name: string): Resolved | null {
    const found = this.#bound.get(name);
    return found === undefined || (found.kind === 'constant' && found.value === null) ? null : found;
  }

  /** The argument as a tensor; numbers and lists of numbers become one. */
  tensor(name: string): tf.Tensor {
    const found = this.raw(name);
    if (found === null) throw new RunStop(`Its argument ${name} is missing.`);
    return this.#toTensor(found, name);
  }

  /** The argument as a tensor of floats, whatever it was. */
  float(name: string): tf.Tensor {
    const found = this.raw(name);
    if (found === null) throw new RunStop(`Its argument ${name} is missing.`);
    return toFloat(toTensor(found, name));
  }

  /** The argument as a list of tensors. */
  tensors(name: string): tf.Tensor[] {
    const found = this.raw(name);
    if (found === null) throw new RunStop(`Its argument ${name} is missing.`);
    const items = found.kind === 'list' ? found.items : [found];
    return items.map((item) => this.#toTensor(item, name));
  }

  /** The argument as plain JSON. */
  json(name: string, fallback: Json = null): Json {
    const found = this.raw(name);
    if (found === null) return fallback;
    const value = constantOf(found);
    if (value === undefined)
      throw new RunStop(`Its argument ${name} is a tensor where a constant is supported.`);
    const array = isObject(value) && ARRAYS.has(String(value.class_name)) && isObject(value.config);
    return array ? ((value.config as JsonObject).value ?? null) : value;
  }

  /** The argument as a whole number. */
  whole(name: string, fallback: number | null = null): number {
    const value = this.json(name, fallback);
    if (!Number.isInteger(value)) throw this.unsupported(name, value);
    return value as number;
  }

  /** The argument as a number. */
  number(name: string, fallback: number | null = null): number {
    const value = this.json(name, fallback);
    if (typeof value !== 'number') throw this.unsupported(name, value);
    return value;
  }

  /** The argument as a list of whole numbers; one number is a list of one. */
  wholes(name: string): number[] {
    const value = this.json(name);
    const list = isArray(value) ? value : [value];
    if (!list.every((item) => Number.isInteger(item))) throw this.unsupported(name, value);
    return list as number[];
  }

  /** Axes counted from the front; absent means all. */
  axes(name: string, rank: number): number[] {
    if (this.raw(name) === null) return [...Array(rank).keys()];
    return this.wholes(name).map((axis) => this.within(axis, rank, name));
  }

  /** One axis counted from the front. */
  axis(name: string, rank: number, fallback: number | null = null): number {
    return this.within(this.whole(name, fallback), rank, name);
  }

  /** One of several words. */
  choice<T extends string>(name: string, words: readonly T[], fallback: T): T {
    const value = this.json(name, fallback);
    const found = words.find((word) => word === value);
    if (found === undefined) throw this.unsupported(name, value);
    return found;
  }

  /** A size or a shape, whole numbers that may come as tensors from elsewhere in the graph. */
  sizes(name: string): number[] {
    const found = this.raw(name);
    if (found === null) throw new RunStop(`Its argument ${name} is missing.`);
    if (valuesIn(found).length === 0) return this.wholes(name);
    const values = [...toTensor(found, name).dataSync()];
    if (!values.every(Number.isInteger)) throw new RunStop(`Its argument ${name} holds fractions.`);
    return values;
  }

  /** Several arguments in the type they meet in. */
  promoted(...names: readonly string[]): tf.Tensor[] {
    return promote(names.map((name) => this.tensor(name)));
  }

  #operands(): Resolved[] {
    return [...this.#bound].flatMap(([name, value]) => (PLACES.has(name) ? [] : [value]));
  }

  /** A constant next to whole numbers takes their type: one that has no place there would become another number. */
  #toTensor(argument: Resolved, name: string): tf.Tensor {
    const tensor = toTensor(argument, name);
    if (argument.kind !== 'constant' || PLACES.has(name)) return tensor;
    const values = tensor.dataSync();
    const whole = this.wholeType ?? (this.#computesWholes() ? 'int64' : undefined);
    if (whole === undefined || !values.every(Number.isInteger)) return tensor;
    for (const value of values) {
      const why = beyond(value, whole);
      if (why !== null) throw new RunStop(`Its argument ${name} is ${why}`);
    }
    return tensor;
  }

  /** Whether all tensors that it is given hold whole numbers. */
  #computesWholes(): boolean {
    const given = this.#operands().flatMap(valuesIn);
    return given.length > 0 && given.every(({ tensor }) => tensor.dtype === 'int32');
  }

  private within(axis: number, rank: number, name: string): number {
    const front = axis < 0 ? axis + rank : axis;
    if (front < 0 || front >= rank) throw this.unsupported(name, axis);
    return front;
  }

  /** Yes or no. */
  flag(name: string): boolean {
    const value = this.json(name, false);
    if (typeof value !== 'boolean') throw this.unsupported(name, value);
    return value;
  }

  private unsupported(name: string, value: Json): RunStop {
    return new RunStop(`Its argument ${name} = ${JSON.stringify(value)} is not supported.`);
  }
}

function toTensor(argument: Resolved, name: string): tf.Tensor {
  if (argument.kind === 'value') return argument.value.tensor;
  const constant = constantOf(argument);
  if (constant !== undefined) return constantTensor(constant, name);
  if (argument.kind === 'list') return tf.stack(promote(argument.items.map((item) => toTensor(item, name))));
  throw new RunStop(`Its argument ${name} is no tensor and no number.`);
}

/** Keras writes arrays as `{class_name: "__numpy__" | "__tensor__", config: {value, dtype}}`. */
function constantTensor(value: Json, name: string): tf.Tensor {
  const array = isObject(value) && ARRAYS.has(String(value.class_name)) && isObject(value.config);
  const config = array ? (value.config as JsonObject) : null;
  const held = config === null ? value : (config.value ?? null);
  const leaves = flatten(held);
  if (leaves === null) throw new RunStop(`Its argument ${name} is no tensor and no number.`);
  const stated = config === null ? null : String(config.dtype ?? '');
  const type = typeOf(leaves, stated, name);
  if (type === 'int32') refuseOutside(leaves.map(Number), wholeTypeNamed(stated ?? '') ?? 'int64', name);
  return tf.tensor(leaves.map(Number), shapeOf(held), type);
}

function refuseOutside(values: readonly number[], type: WholeType, name: string): void {
  for (const value of values) {
    const why = beyond(value, type);
    if (why !== null) throw new RunStop(`Its argument ${name} holds ${why}`);
  }
}

/** The types of the whole numbers in an argument. Plain numbers take the type of what they meet. */
function wholesIn(argument: Resolved): (WholeType | undefined)[] {
  switch (argument.kind) {
    case 'value': {
      const { tensor, whole } = argument.value;
      return tensor.dtype === 'int32' ? [whole] : [];
    }
    case 'list':
      return argument.items.flatMap(wholesIn);
    case 'dict':
      return Object.values(argument.entries).flatMap(wholesIn);
    case 'constant': {
      const { value } = argument;
      const config = isObject(value) && ARRAYS.has(String(value.class_name)) ? value.config : null;
      const type = isObject(config) ? wholeTypeNamed(String(config.dtype)) : null;
      return type === null ? [] : [type];
    }
  }
}

const ARRAYS = new Set(['__numpy__', '__tensor__']);

function typeOf(leaves: readonly (number | boolean)[], stated: string | null, name: string): NumberType {
  if (stated !== null && stated !== '') {
    const type = typeNamed(stated);
    if (type === null) throw new RunStop(`Its argument ${name} holds ${stated} values.`);
    return type;
  }
  if (leaves.length > 0 && leaves.every((leaf) => typeof leaf === 'boolean')) return 'bool';
  return leaves.every((leaf) => Number.isInteger(Number(leaf)) && Math.abs(Number(leaf)) < 2 ** 31)
    ? 'int32'
    : 'float32';
}

function flatten(value: Json): (number | boolean)[] | null {
  if (typeof value === 'number' || typeof value === 'boolean') return [value];
  if (typeof value === 'string' && NON_FINITE.has(value)) return [Number(value)];
  if (!isArray(value)) return null;
  const parts = value.map(flatten);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

const NON_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);

function shapeOf(value: Json): number[] {
  return isArray(value) ? [value.length, ...(value.length > 0 ? shapeOf(value[0] as Json) : [])] : [];
}
