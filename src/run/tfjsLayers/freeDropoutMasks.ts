import * as tf from '@tensorflow/tfjs-core';

/** Where layers hold layers, and cells the masks that they keep. */
const INSIDE = ['layers', 'layer', 'forwardLayer', 'backwardLayer', 'cell', 'cells'] as const;
const MASKS = ['dropoutMask', 'recurrentDropoutMask'] as const;

/** Frees the dropout masks that recurrent cells keep until they are called again, in training or not. */
export function freeDropoutMasks(model: object): void {
  const seen = new Set<object>([model]);
  // The set grows while it is walked.
  for (const at of seen) {
    const fields = at as Readonly<Record<string, unknown>>;
    for (const key of MASKS) if (fields[key]) tf.dispose(fields[key] as tf.TensorContainer);
    for (const inner of INSIDE.flatMap((key) => fields[key] ?? []))
      if (typeof inner === 'object' && inner !== null) seen.add(inner);
  }
}
