import type { Hdf5Group } from '../containers/index.ts';
import type { Binding } from './Binding.ts';
import { type LegacyGroup, memberAt, readNames } from './legacyStore.ts';
import { storedTensor } from './StoredTensor.ts';

/** Adds the optimizer's tensors of a legacy whole model (`/optimizer_weights`) to a binding, under their stored names. */
export function withOptimizer(binding: Binding, root: Hdf5Group): Binding {
  const group = root.get('optimizer_weights');
  if (group?.kind !== 'group') return binding;
  const variables = [...binding.variables];
  const tensors = new Map(binding.tensors);
  for (const { name, tensor } of weightsOf(group)) {
    const id = `optimizer/${name}`;
    if (tensors.has(id)) continue;
    tensors.set(id, tensor);
    const { dtype, shape, byteLength } = tensor.dataset;
    const role = name.slice(name.lastIndexOf('/') + 1);
    const { place, storage } = tensor;
    variables.push({
      id,
      layer: null,
      role,
      purpose: 'optimizer',
      named: 'file',
      dtype,
      shape,
      byteLength,
      place,
      storage,
    });
  }
  return { ...binding, variables, tensors };
}

function weightsOf(group: Hdf5Group): LegacyGroup['weights'] {
  return (readNames(group.attributes, 'weight_names') ?? []).flatMap((name) => {
    const at = memberAt(group, name);
    return at?.kind === 'dataset' ? [{ name: name.replace(/:0$/, ''), tensor: storedTensor(at, null) }] : [];
  });
}
