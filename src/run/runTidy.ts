import * as tf from '@tensorflow/tfjs-core';
import { share } from './share.ts';
import { type ResolvedCall, type Value, valuesOfCall } from './Value.ts';

/** All tensors and masks that a call is given. */
export function tensorsOf(call: ResolvedCall): tf.Tensor[] {
  return valuesOfCall(call).flatMap(({ tensor, mask }) => (mask === null ? [tensor] : [tensor, mask]));
}

/** Runs a kernel so that only its outputs survive, each a tensor of its own. `taken` are tensors that belong to others. */
export function runTidy(taken: ReadonlySet<tf.Tensor>, compute: () => readonly Value[]): Value[] {
  let values: readonly Value[] = [];
  const kept = tf.tidy(() => {
    values = compute();
    const seen = new Set(taken);
    // Kernels may hand back their input as it is; a share of it can be freed by itself.
    const own = (tensor: tf.Tensor): tf.Tensor => {
      if (seen.has(tensor)) return share(tensor);
      seen.add(tensor);
      return tensor;
    };
    return values.flatMap(({ tensor, mask }) => [own(tensor), ...(mask === null ? [] : [own(mask)])]);
  });
  let at = 0;
  return values.map(({ mask, half, whole }) => {
    const tensor = kept[at++] as tf.Tensor;
    return { tensor, mask: mask === null ? null : (kept[at++] as tf.Tensor), half, whole };
  });
}
