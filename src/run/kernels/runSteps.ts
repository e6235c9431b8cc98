import * as tf from '@tensorflow/tfjs-core';
import { select } from '../ops/anyRank.ts';
import type { Cell } from './Cell.ts';

/** When masked outputs become zero: with the step, or only at the end, as an unrolled loop of Keras does. */
export type ZeroRule = 'never' | 'at each step' | 'afterwards';

/** What one pass over the time axis leaves. */
export interface Pass {
  /** One output per step, in the order in which the steps were taken. */
  readonly outputs: readonly tf.Tensor[];
  /** The output of the last step; `null` when there was none. */
  readonly last: tf.Tensor | null;
  readonly states: readonly tf.Tensor[];
}

/** One pass over time: steps and masks (batch) in the order of the input. */
export interface Walk {
  readonly steps: readonly tf.Tensor[];
  readonly masks: readonly tf.Tensor[] | null;
  readonly backwards: boolean;
  readonly initial: readonly tf.Tensor[];
  readonly zero: ZeroRule;
}

/** `mask ? a : b` per sample. */
function perSample(mask: tf.Tensor, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return select(tf.reshape(mask, [mask.shape[0] ?? 1, ...new Array<number>(a.rank - 1).fill(1)]), a, b);
}

/** Masked steps keep their states; their output is the one before, or zero (`keras/src/backend/tensorflow/rnn.py`). */
export function runSteps(cell: Cell, { steps, masks, backwards, initial, zero }: Walk): Pass {
  const inOrder = <T>(list: readonly T[]): readonly T[] => (backwards ? [...list].reverse() : list);
  const ordered = masks === null ? null : inOrder(masks);
  let states = [...initial];
  let before: tf.Tensor | null = null;
  const outputs = inOrder(steps).map((x, i): tf.Tensor => {
    const next = cell.step(x, states);
    const mask = ordered?.[i];
    if (mask === undefined) {
      states = next.states;
      return next.output;
    }
    const held: tf.Tensor = zero !== 'at each step' && before !== null ? before : tf.zerosLike(next.output);
    const output = perSample(mask, next.output, held);
    states = next.states.map((state, j) => perSample(mask, state, states[j] as tf.Tensor));
    before = output;
    return output;
  });
  const last = outputs.at(-1) ?? null;
  if (zero !== 'afterwards' || masks === null) return { outputs, last, states };
  const cleared = (output: tf.Tensor, mask: tf.Tensor | undefined) =>
    mask === undefined ? output : perSample(mask, output, tf.zerosLike(output));
  return {
    // Keras clears an unrolled sequence by the mask as it came, also where the loop ran backwards.
    outputs: outputs.map((output, i) => cleared(output, masks[i])),
    last: last === null ? null : cleared(last, ordered?.at(-1)),
    states,
  };
}
