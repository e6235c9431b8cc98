import type { Tensor } from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import type { Value } from '../Value.ts';
import { inputOf, onlyKnownArguments, passedMask } from './callArguments.ts';
import type { Kernel, KernelCall } from './Kernel.ts';

/** What happens to the input's mask: it goes on with the output, ends here, or goes on since Keras 3. */
export type MaskRule = 'passes' | 'ends' | 'passes since 3';

/** A kernel of one tensor in, one out. `training` and `mask` may be given and change nothing but the mask. */
export function simple(masks: MaskRule, compute: (x: Tensor, call: KernelCall) => Tensor): Kernel {
  return (call) => {
    onlyKnownArguments(call, ['inputs', 'training', 'mask']);
    const input = inputOf(call);
    const passes = masks === 'passes' || (masks === 'passes since 3' && call.version?.generation !== 2);
    const mask = passes ? passedMask(call, input) : null;
    return [{ tensor: compute(input.tensor, call), mask }];
  };
}

/** The same for layers that compute in floating point. */
export function simpleFloat(masks: MaskRule, compute: (x: Tensor, call: KernelCall) => Tensor): Kernel {
  return simple(masks, (x, call) => compute(toFloat(x), call));
}

/** An output without a mask. */
export function unmasked(tensor: Tensor): Value {
  return { tensor, mask: null };
}
