import type { StoredWeight } from '../../model/index.ts';
import type { TargetVariable } from './KerasObject.ts';

/** What Keras raises, word for word, but for the values of variables that it prints. */
export class KerasError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KerasError';
  }
}

/** What a loader has written so far, and what it has read: an error leaves both as they are. */
export class Writing {
  /** The stored weight that each variable got last. */
  readonly written = new Map<TargetVariable, StoredWeight>();
  /** Places of all stored weights that some object asked for. */
  readonly asked = new Set<string>();

  ask(weights: readonly StoredWeight[]): void {
    for (const { place } of weights) this.asked.add(place);
  }

  write(variable: TargetVariable, from: StoredWeight): void {
    this.written.set(variable, from);
  }
}

/** A shape as Python prints a tuple: `(4, 3)`, `(3,)`, `()`. */
export function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** Names as Python prints a list of texts. */
export function pythonList(names: readonly string[]): string {
  return `[${names.map((name) => (name.includes("'") ? `"${name}"` : `'${name}'`)).join(', ')}]`;
}
