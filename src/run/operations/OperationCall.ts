import * as tf from '@tensorflow/tfjs-core';
import { isArray, isObject, type Json } from '../../model/index.ts';
import type { KernelCall } from '../kernels/Kernel.ts';
import { RunStop } from '../RunStop.ts';
import { constantOf, type Resolved, valuesIn } from '../Value.ts';

const NOT_ARGUMENTS = new Set(['name', 'trainable', 'dtype_policy', 'function', 'batch_input_shape']);

/** An operator's arguments by name: positional ones, keywords, then what its config holds. */
export class OperationCall {
  readonly #bound: ReadonlyMap<string, Resolved>;

  constructor(call: KernelCall, parameters: readonly string[], fromConfig: boolean) {
    const bound = new Map<string, Resolved>();
    const put = (name: string, value: Resolved) => {
      if (!parameters.includes(name)) {
        if (value.kind === 'constant' && (value.value === null || value.value === false)) return;
        throw new RunStop(`Its argument ${name} is not supported.`);
      }
      if (!bound.has(name)) bound.set(name, value);
    };
    call.args.forEach((value, i) => {
      put(parameters[i] ?? `number ${i + 1}`, value);
    });
    for (const [name, value] of Object.entries(call.kwargs)) if (name !== 'name') put(name, value);
    if (fromConfig)
      for (const [name, value] of Object.entries(call.options))
        if (!NOT_ARGUMENTS.has(name)) put(name, { kind: 'constant', value });
    this.#bound = bound;
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
    return toTensor(found, name);
  }

  /** The argument as a list of tensors. */
  tensors(name: string): tf.Tensor[] {
    const found = this.raw(name);
    if (found === null) throw new RunStop(`Its argument ${name} is missing.`);
    return found.kind === 'list' ? found.items.map((item) => toTensor(item, name)) : [toTensor(found, name)];
  }

  /** The argument as plain JSON. */
  json(name: string, fallback: Json = null): Json {
    const found = this.raw(name);
    if (found === null) return fallback;
    const value = constantOf(found);
    if (value === undefined)
      throw new RunStop(`Its argument ${name} is a tensor where a constant is supported.`);
    return value;
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
  const [only, ...more] = valuesIn(argument);
  if (only !== undefined && more.length === 0) return only.tensor;
  const value = unwrap(constantOf(argument));
  const numbers = flatten(value);
  if (numbers === null) throw new RunStop(`Its argument ${name} is no tensor and no number.`);
  const whole = numbers.every(Number.isInteger);
  return tf.tensor(numbers, shapeOf(value as Json), whole ? 'int32' : 'float32');
}

/** Keras writes arrays as `{class_name: "__numpy__" | "__tensor__", config: {value, dtype}}`. */
function unwrap(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const { class_name: className, config } = value;
  return (className === '__numpy__' || className === '__tensor__') && isObject(config) ? config.value : value;
}

function flatten(value: Json | undefined): number[] | null {
  if (typeof value === 'number') return [value];
  if (typeof value === 'boolean') return [Number(value)];
  if (!isArray(value)) return null;
  const parts = value.map(flatten);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function shapeOf(value: Json): number[] {
  return isArray(value) ? [value.length, ...(value.length > 0 ? shapeOf(value[0] as Json) : [])] : [];
}
