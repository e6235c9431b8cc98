import { type CheckpointWeights, type DType, type StoredWeight, sameShape } from '../../model/index.ts';
import type { KerasObject, TargetVariable } from './KerasObject.ts';
import { legacyWeights } from './legacyOrder.ts';
import { type Tracked, trackedObjects } from './trackedObjects.ts';
import { KerasError, tuple, type Writing } from './Writing.ts';

/**
 * tf.keras 2.15 on a checkpoint: objects are matched from the root on by the names of their attributes, the shallowest
 * way first; values are restored in the order of their keys (`tensorflow/python/checkpoint/restore.py`). What does not match is
 * left without a word, unless no object but the root matches: then Keras' last look at the result fails, and what it raises is handed
 * back. Throws `KerasError`.
 */
export function restoreCheckpoint(
  weights: CheckpointWeights,
  model: KerasObject,
  writing: Writing,
): KerasError | null {
  const { found, bound } = matches(weights, trackedObjects(model));
  writing.ask(found.map(([, weight]) => weight));
  const odd = found.filter(([variable, { dtype }]) => variable.dtype !== dtype);
  if (odd.length > 0) throw new KerasError(odd.map(dtypeLine).join('\n'));
  for (const [variable, weight] of found.toSorted(([, x], [, y]) => (x.place < y.place ? -1 : 1))) {
    if (!sameShape(variable.shape, weight.shape)) throw shapeError(variable, weight, variable.name);
    writing.write(variable, weight);
  }
  return bound === 1 && legacyWeights(model, 2).length > 0 ? new KerasError(NOTHING) : null;
}

interface Matches {
  /** Variables and the stored values that they are bound to, breadth first. */
  readonly found: readonly [TargetVariable, StoredWeight][];
  /** How many objects of the file are bound; each is once. */
  readonly bound: number;
}

function matches({ objects }: CheckpointWeights, root: Tracked): Matches {
  const bound = new Map<number, Tracked>([[0, root]]);
  const found: [TargetVariable, StoredWeight][] = [];
  // A map hands out what is added while it is walked: the queue of a breadth-first walk.
  for (const [number, tracked] of bound) {
    const stored = objects[number];
    if (stored?.weight && tracked.variable) found.push([tracked.variable, stored.weight]);
    for (const [name, child] of stored?.children ?? []) {
      const local = tracked.children.get(name);
      if (local && !bound.has(child)) bound.set(child, local);
    }
  }
  return { found, bound: bound.size };
}

/** What TensorFlow raises for a value of another shape. */
export function shapeError(variable: TargetVariable, weight: StoredWeight, name: string): KerasError {
  return new KerasError(
    `Received incompatible tensor with shape ${tuple(weight.shape)} when attempting to restore variable with shape ${tuple(variable.shape)} and name ${name}.`,
  );
}

function dtypeLine([variable, weight]: [TargetVariable, StoredWeight]): string {
  return `tensor_name = ${weight.place}; expected dtype ${typeWord(variable.dtype)} does not equal original dtype ${typeWord(weight.dtype)}`;
}

/** TensorFlow's own word for a type. */
export const typeWord = (dtype: DType): string => WORDS[dtype] ?? dtype;

const WORDS: Readonly<Partial<Record<DType, string>>> = {
  float16: 'half',
  float32: 'float',
  float64: 'double',
};

const NOTHING =
  'Nothing except the root object matched a checkpointed value. Typically this means that the checkpoint does not match the Python program.';
