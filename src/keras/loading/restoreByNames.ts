import { type NamedWeights, type StoredWeight, sameShape } from '../../model/index.ts';
import { shapeError, typeWord } from './checkpointLoader.ts';
import type { KerasObject, TargetVariable } from './KerasObject.ts';
import { type Tracked, trackedObjects } from './trackedObjects.ts';
import { KerasError, tuple, type Writing } from './Writing.ts';

/**
 * tf.keras 2.15 on a checkpoint of TensorFlow 1: every variable asks for its own name, object by object, the nearest to the
 * root first; those that the file lacks make Keras' last look at the result fail, with all others written, and what it raises
 * is handed back (`_NameBasedRestoreCoordinator` and `NameBasedSaverStatus` in `tensorflow/python/checkpoint/checkpoint.py` of
 * TensorFlow 2.15). Throws `KerasError`.
 */
export function restoreByNames(
  { weights }: NamedWeights,
  model: KerasObject,
  writing: Writing,
): KerasError | null {
  const byName = new Map(weights.map((it) => [it.name, it]));
  const missing: TargetVariable[] = [];
  for (const variable of inOrder(trackedObjects(model))) {
    const value = byName.get(bare(variable));
    if (!value) {
      missing.push(variable);
      continue;
    }
    writing.ask([value]);
    if (!sameShape(variable.shape, value.shape)) throw shapeError(variable, value, bare(variable));
    if (variable.dtype !== value.dtype) throw dtypeError(variable, value);
    writing.write(variable, value);
  }
  if (missing.length === 0) return null;
  return new KerasError(`Some objects had attributes which were not restored: ${missing.map(line).join('')}`);
}

function dtypeError(variable: TargetVariable, value: StoredWeight): KerasError {
  return new KerasError(
    `Trying to assign variable with wrong dtype. Expected ${typeWord(variable.dtype)} got ${typeWord(value.dtype)}`,
  );
}

/** Variables breadth first, each once. */
function inOrder(root: Tracked): Set<TargetVariable> {
  const seen = new Set<Tracked>([root]);
  const variables = new Set<TargetVariable>();
  // A set hands out what is added while it is walked: the queue of a breadth-first walk.
  for (const { variable, children } of seen) {
    if (variable) variables.add(variable);
    for (const child of children.values()) seen.add(child);
  }
  return variables;
}

const bare = ({ name }: TargetVariable): string => name.replace(/:0$/, '');

/** The values of the variable, which TensorFlow prints too, are left out. */
const line = (variable: TargetVariable): string =>
  `\n    <tf.Variable '${variable.name}' shape=${tuple(variable.shape)} dtype=${variable.dtype}>: ['${bare(variable)}']`;
