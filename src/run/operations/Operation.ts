import type * as tf from '@tensorflow/tfjs-core';
import type { Kernel, KernelCall } from '../kernels/Kernel.ts';
import { summedWhole } from '../wholes/commonWhole.ts';
import { heldIn } from '../wholes/heldIn.ts';
import { type WholeType, wholeTypeNamed } from '../wholes/WholeType.ts';
import { OperationCall } from './OperationCall.ts';

/**
 * Which type of whole numbers an operator makes: that of its operands unless said. `sums` are at least 32 bits wide in Keras 3,
 * and as wide as their operands in TensorFlow; `places` and counts have 32 or 64 bits.
 */
export type Makes = 'operands' | 'sums' | 'places';

/** An operator: its parameters in order, and what it computes. */
export interface Operation {
  readonly parameters: readonly string[];
  readonly compute: (call: OperationCall, site: KernelCall) => tf.Tensor | readonly tf.Tensor[];
  /** `operands` unless said. */
  readonly makes?: Makes;
}

/** Declares an operator. */
export function operation(
  parameters: readonly string[],
  compute: Operation['compute'],
  makes: Makes = 'operands',
): Operation {
  return { parameters, compute, makes };
}

/** The type of the whole numbers that a call makes; an argument `dtype` decides where the file states it. */
function wholeOf(
  call: OperationCall,
  { parameters, makes = 'operands' }: Operation,
  isKeras: boolean,
): WholeType | undefined {
  const stated = parameters.includes('dtype') ? call.json('dtype') : null;
  if (makes === 'operands' && typeof stated === 'string') return wholeTypeNamed(stated) ?? undefined;
  if (makes === 'places') return undefined;
  return makes === 'sums' && isKeras && stated === null ? summedWhole(call.wholeType) : call.wholeType;
}

/** The operator as a kernel. Operators let no mask pass, and no whole number that its type does not hold. */
export function toKernel(operator: Operation, fromConfig: boolean): Kernel {
  return (site) => {
    const call = new OperationCall(site, operator.parameters, fromConfig);
    const result = operator.compute(call, site);
    const tensors = Array.isArray(result) ? (result as readonly tf.Tensor[]) : [result as tf.Tensor];
    if (tensors.every(({ dtype }) => dtype !== 'int32'))
      return tensors.map((tensor) => ({ tensor, mask: null }));
    const whole = wholeOf(call, operator, fromConfig);
    return tensors.map((tensor) => heldIn({ tensor, mask: null }, whole));
  };
}
