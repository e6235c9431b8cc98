import type * as tf from '@tensorflow/tfjs-core';
import type { Kernel, KernelCall } from '../kernels/Kernel.ts';
import { OperationCall } from './OperationCall.ts';

/** An operator: its parameters in order, and what it computes. */
export interface Operation {
  readonly parameters: readonly string[];
  readonly compute: (call: OperationCall, site: KernelCall) => tf.Tensor | readonly tf.Tensor[];
}

/** Declares an operator. */
export function operation(parameters: readonly string[], compute: Operation['compute']): Operation {
  return { parameters, compute };
}

/** The operator as a kernel. Operators let no mask pass. */
export function toKernel({ parameters, compute }: Operation, fromConfig: boolean): Kernel {
  return (call) => {
    const result = compute(new OperationCall(call, parameters, fromConfig), call);
    const tensors = Array.isArray(result) ? (result as readonly tf.Tensor[]) : [result as tf.Tensor];
    return tensors.map((tensor) => ({ tensor, mask: null }));
  };
}
