import type { NamedWeights, StoredWeight } from '../../model/index.ts';
import type { KerasObject, TargetVariable } from './KerasObject.ts';
import { type TfjsVariable, tfjsVariables } from './tfjsVariables.ts';
import { KerasError, type Writing } from './Writing.ts';

/** `model.loadWeights(weights, strict)` of TensorFlow.js, and what it writes into. */
export interface TfjsCall {
  readonly weights: NamedWeights;
  readonly model: KerasObject;
  readonly strict: boolean;
  readonly writing: Writing;
}

/**
 * TensorFlow.js 4.22: by name, and by the name without its last word but one; strict wants every weight and every variable
 * used (`Container.loadWeights` in tfjs-layers `engine/container.ts`). Shapes are only looked at while writing, so such an
 * error leaves what came before. Throws `KerasError`.
 */
export function loadTfjsByName({ weights, model, strict, writing }: TfjsCall): void {
  const given = new Map(weights.weights.map((it) => [it.name, it]));
  const open = openVariables(model, isNumbered([...given.keys()][0]));
  const total = open.size;
  const matched: [TargetVariable, StoredWeight][] = [];
  for (const [name, weight] of given) {
    const key = open.has(name) ? name : shortened(name);
    const variable = open.get(key);
    if (variable) matched.push([variable, weight]);
    else if (strict) throw new KerasError(`Provided weight data has no target variable: ${name}`);
    open.delete(key);
  }
  if (strict && open.size > 0)
    throw new KerasError(`${open.size} of ${total} weights are not set: ${[...open.keys()].join(',')}`);
  writing.ask(matched.map(([, weight]) => weight));
  for (const [variable, weight] of matched) {
    checkFits(variable, weight);
    writing.write(variable, weight);
  }
}

/** Variables by the name that they are looked up by; names that come twice are an error before anything else. */
function openVariables(model: KerasObject, numbered: boolean): Map<string, TargetVariable> {
  const open = new Map<string, TargetVariable>();
  for (const layer of tfjsVariables(model)) {
    layer.forEach(({ name, variable }: TfjsVariable, i) => {
      const key = numbered ? `${name.split('/').slice(0, -1).join('/')}/${i}` : name;
      if (open.has(key)) throw new KerasError(`Duplicate weight name: ${key}`);
      open.set(key, variable);
    });
  }
  return open;
}

/** The first name decides: those of a v3 store end in a number. */
const isNumbered = (first: string | undefined): boolean => /^\s*[+-]?\d/.test(first?.split('/').at(-1) ?? '');

function shortened(name: string): string {
  const words = name.split('/');
  return [...words.slice(0, -2), words.at(-1)].join('/');
}

/** TensorFlow.js makes every weight of a layer float32. */
function checkFits(variable: TargetVariable, { shape, dtype }: StoredWeight): void {
  if (variable.shape.join() !== shape.join())
    throw new KerasError(`Shape mismatch: ${JSON.stringify(variable.shape)} vs. ${JSON.stringify(shape)}`);
  if (dtype !== 'float32')
    throw new KerasError(`dtype of the new value (${dtype}) and previous value (float32) must match`);
}
