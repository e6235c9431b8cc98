import type { Tensor } from '@tensorflow/tfjs-core';
import type { Resolved, Value } from '../Value.ts';
import { type HalfType, halfOf, promoted } from './HalfType.ts';
import { roundNumber, roundTo } from './roundTo.ts';

/** Layers that keep their variables in float32 (`autocast=False`, in Keras 2 `experimental_autocast=False`). */
const KEEPS_VARIABLES: ReadonlySet<string> = new Set([
  'BatchNormalization',
  'BatchNormalizationV1',
  'BatchNormalizationV2',
  'SyncBatchNormalization',
  'LayerNormalization',
  'GroupNormalization',
]);

/**
 * Where a layer rounds. Everything is computed in float32; a layer whose policy computes in 16 bits rounds what Keras
 * casts: its inputs, its variables and its output (`keras/src/layers/layer.py`, `__call__`), and between the steps of a
 * call that TensorFlow runs as operations of their own.
 */
export class Precision {
  readonly type: HalfType | null;
  private readonly variables: HalfType | null;

  constructor(className: string, policy: unknown) {
    this.type = halfOf(policy);
    this.variables = KEEPS_VARIABLES.has(className) ? null : this.type;
  }

  /** One tensor as Keras holds it between two operations of the layer. */
  readonly round = (x: Tensor): Tensor => (this.type === null ? x : roundTo(x, this.type));

  /** One number that an option gives, as a constant of the layer's type. */
  readonly roundNumber = (value: number): number =>
    this.type === null ? value : roundNumber(value, this.type);

  /**
   * A product before its bias or activation. TensorFlow's graphs join these in bfloat16 as they do in float32, so that only
   * the end is rounded; in float16 they run one after the other.
   */
  readonly roundProduct = (x: Tensor): Tensor => (this.type === 'float16' ? roundTo(x, this.type) : x);

  /** A variable as the layer reads it. */
  readonly roundVariable = (x: Tensor): Tensor => (this.variables === null ? x : roundTo(x, this.variables));

  /** An argument as the layer sees it. */
  argument(argument: Resolved): Resolved {
    if (this.type === null) return argument;
    switch (argument.kind) {
      case 'value':
        return { kind: 'value', value: this.value(argument.value) };
      case 'list':
        return { kind: 'list', items: argument.items.map((item) => this.argument(item)) };
      case 'dict':
        return {
          kind: 'dict',
          entries: Object.fromEntries(
            Object.entries(argument.entries).map(([key, item]) => [key, this.argument(item)]),
          ),
        };
      case 'constant':
        return argument;
    }
  }

  /** A value as it leaves the layer. */
  output({ tensor, mask }: Value): Value {
    return this.type === null ? { tensor, mask } : asHalf({ tensor, mask }, this.type);
  }

  private value(value: Value): Value {
    return this.type === null || value.half === this.type ? value : asHalf(value, this.type);
  }
}

/** A float value rounded to a 16-bit type; others as they are. */
export function asHalf(value: Value, half: HalfType): Value {
  if (value.tensor.dtype !== 'float32') return value;
  return { tensor: roundTo(value.tensor, half), mask: value.mask, half };
}

/** What an operator computes in: the type that its tensors have in common. */
export function commonHalf(values: readonly Value[]): HalfType | null {
  const floats = values.filter(({ tensor }) => tensor.dtype === 'float32');
  return promoted(floats.map(({ half }) => half ?? null));
}
