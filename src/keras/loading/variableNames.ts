import type { OwnVariable } from '../variables/ClassVariables.ts';
import type { Generation } from './KerasObject.ts';

/**
 * How Keras calls a variable in messages, in a model that came from its file. `names` are those of the objects from the
 * layer down to the one that owns it.
 */
export function variableNames(
  variable: OwnVariable,
  { names }: { readonly names: readonly string[] },
  generation: Generation,
): { readonly name: string; readonly path: string } {
  if (generation === 3) return { name: variable.name, path: [...names, variable.name].join('/') };
  const name = `${[...names, variable.legacyName ?? variable.name].join('/')}:0`;
  return { name, path: name };
}
