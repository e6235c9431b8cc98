import { type KerasVersion, readModel } from '../../keras/index.ts';
import type { JsonObject } from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import { bindLegacy } from '../keras/bindLegacy.ts';
import { groupsByName } from '../keras/groupsByName.ts';
import type { SavedVariable } from './Checkpoint.ts';

/** Gives variables that are known by name alone, as TensorFlow 1 saves them, their layers and roles. */
export function bindVariableNames(
  variables: readonly SavedVariable[],
  config: JsonObject,
  version: KerasVersion | null,
): Binding {
  const weights = variables.filter(({ purpose }) => purpose === 'weight');
  const named = weights.map(({ fullName, tensor }) => ({ name: fullName, tensor }));
  const { layers } = readModel(config, version);
  const own = bindLegacy(groupsByName(named, config, layers, version), config, version);
  const binder = new Binder();
  for (const { tensor, path, purpose } of variables)
    if (purpose !== 'weight')
      binder.add(tensor, {
        id: path,
        layer: null,
        role: path.slice(path.lastIndexOf('/') + 1),
        purpose,
        named: 'file',
      });
  const rest = binder.done();
  return {
    variables: [...own.variables, ...rest.variables],
    tensors: new Map([...own.tensors, ...rest.tensors]),
    notes: [...own.notes, ...rest.notes],
  };
}
