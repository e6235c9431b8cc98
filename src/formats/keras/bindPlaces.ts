import { Binder, type Binding } from './Binding.ts';
import { purposeOf } from './bindV3.ts';
import type { LegacyGroup } from './legacyStore.ts';
import type { V3Store } from './v3Store.ts';

/** Names for a v3 weights file without a config: the stored layer name where Keras ≥ 3.6 wrote one, else the place. */
export function bindV3Places(store: V3Store): Binding {
  const binder = new Binder();
  for (const tensor of store.tensors.values()) {
    const [group = '', index = ''] = splitAt(tensor.place, '/vars/');
    const purpose = purposeOf(tensor.place);
    const name = store.names.get(group);
    const layer = purpose === 'weight' ? groupName(group, name) : null;
    const id = layer === null ? tensor.place : `${layer}/${index}`;
    binder.add(tensor, { id, layer, role: index, purpose, named: name ? 'file' : 'place' });
  }
  return binder.done();
}

/** The place keeps names apart that repeat in several containers. */
function groupName(group: string, name: string | undefined): string {
  return name === undefined || group.split('/').length > 2 ? group : name;
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.lastIndexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** Names for a legacy weights file without a config: it states them. */
export function bindLegacyPlaces(groups: readonly LegacyGroup[]): Binding {
  const binder = new Binder();
  for (const { layer, weights } of groups) {
    for (const { name, tensor } of weights) {
      const id = name.startsWith(`${layer}/`) ? name : `${layer}/${name}`;
      const role = id.slice(id.lastIndexOf('/') + 1);
      binder.add(tensor, { id, layer, role, purpose: 'weight', named: 'file' });
    }
  }
  return binder.done();
}
