import { type StoredWeight, sameShape, type V3Weights } from '../../model/index.ts';
import type { Generation, KerasObject, TargetVariable } from './KerasObject.ts';
import { KerasError, pythonList, tuple, type Writing } from './Writing.ts';

/** Classes whose own loader takes what there is (`keras/src/layers/preprocessing/index_lookup.py` and those beside it). */
const TAKES_ANYTHING: Readonly<Record<Generation, ReadonlySet<string>>> = {
  2: new Set(['StringLookup', 'IntegerLookup', 'TextVectorization']),
  3: new Set(['StringLookup', 'IntegerLookup', 'TextVectorization', 'Discretization']),
};

/**
 * `load_own_variables`: a count that differs leaves all as it is, a shape that does not fit ends it behind the variables
 * before (`keras/src/layers/layer.py`; `keras/src/engine/base_layer.py` of tf.keras 2.15). Throws `KerasError`.
 */
export function loadOwn(
  { className, name, own }: KerasObject,
  stored: readonly StoredWeight[],
  generation: Generation,
  writing: Writing,
): void {
  writing.ask(stored);
  if (TAKES_ANYTHING[generation].has(className)) return;
  if (stored.length !== own.length) {
    throw new KerasError(
      `Layer '${name}' expected ${own.length} variables, but received ${stored.length} variables during loading. Expected: ${pythonList(own.map((it) => it.name))}`,
    );
  }
  const byName = new Map(stored.map((it) => [it.name, it]));
  own.forEach((variable, i) => {
    const value = byName.get(String(i));
    if (!value) throw new KerasError(generation === 3 ? `'${i}'` : noObject(String(i)));
    if (generation === 2 && value.dtype === 'bfloat16') throw uncast(variable);
    if (!sameShape(variable.shape, value.shape)) throw assignError(variable, value, generation);
    writing.write(variable, value);
  });
}

/** What `variable.assign` raises; Keras 3 prints the variable's values too, which are left out here. */
export function assignError(
  variable: TargetVariable,
  value: StoredWeight,
  generation: Generation,
): KerasError {
  const [wanted, found] = [tuple(variable.shape), tuple(value.shape)];
  return new KerasError(
    generation === 3
      ? `The shape of the target variable and the shape of the target value in \`variable.assign(value)\` must match. variable.shape=${wanted}, Received: value.shape=${found}. Target variable: <Variable path=${variable.path}, shape=${wanted}, dtype=${variable.dtype}>`
      : `Cannot assign value to variable ' ${variable.name}': Shape mismatch.The variable shape ${wanted}, and the assigned value shape ${found} are incompatible.`,
  );
}

/** All loaders but that of Keras 3 for its own layout give NumPy a bfloat16 as it lies in the file: bytes without a type. */
export const uncast = ({ dtype }: TargetVariable): KerasError =>
  new KerasError(
    dtype === 'bfloat16' ? 'No cast function available.' : 'setting an array element with a sequence.',
  );

/** What h5py raises for a member that is not there. */
export function noObject(name: string): string {
  return `Unable to synchronously open object (object '${name}' doesn't exist)`;
}

/** The stored weights of an object, by its path; none when the file has no such group. */
export function groupAt({ groups }: V3Weights, path: string): readonly StoredWeight[] {
  return groups.get(path)?.weights ?? [];
}

/** Numbers a container's objects by class: `dense`, `dense_1` … */
export class ClassCounter {
  readonly #seen = new Map<string, number>();

  /** The name of the next object of a class. */
  next(base: string): string {
    const seen = this.#seen.get(base) ?? 0;
    this.#seen.set(base, seen + 1);
    return seen === 0 ? base : `${base}_${seen}`;
  }
}

/** Path of a member. */
export const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);

/** An object's parts under every attribute that shows them. */
export function partsByAttribute({ parts }: KerasObject): (readonly [string, KerasObject])[] {
  return parts.flatMap(({ attributes, object }) => attributes.map((name) => [name, object] as const));
}

/** By the name of the attribute; what lies in one list (`cells/gru_cell`) stays in its order. */
export function compareAttributes(a: string, b: string): number {
  const [x = '', y = ''] = [a.split('/')[0], b.split('/')[0]];
  return x < y ? -1 : x > y ? 1 : 0;
}
