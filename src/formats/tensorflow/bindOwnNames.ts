import type { NameSource } from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import type { SavedVariable } from './Checkpoint.ts';

/**
 * Names for variables without a config: their own where those tell them apart, else their ways through the object graph.
 * Keras 3 gives all variables of a subclassed model the same few names, and those of nested models no outer name.
 */
export function bindOwnNames(variables: readonly SavedVariable[]): Binding {
  const binder = new Binder();
  const weights = variables.filter(({ purpose }) => purpose === 'weight');
  const names = namesOf(weights);
  for (const it of variables) {
    const name = names?.get(it);
    const [id, named]: [string, NameSource] =
      name !== undefined ? [name, 'file'] : [it.path, it.node === null ? 'file' : 'place'];
    const cut = id.lastIndexOf('/');
    binder.add(it.tensor, {
      id,
      layer: it.purpose === 'weight' && cut > 0 ? id.slice(0, cut) : null,
      role: id.slice(cut + 1).replace(/^_(?=.)/, ''),
      purpose: it.purpose,
      named,
    });
  }
  return binder.done();
}

type Names = ReadonlyMap<SavedVariable, string>;

/** Names of their own; `null` where those do not tell weights apart and the object graph does. */
function namesOf(weights: readonly SavedVariable[]): Names | null {
  if (!weights.every(({ fullName }) => fullName.includes('/'))) return null;
  const names = new Set(weights.map(({ fullName }) => fullName));
  if (names.size === weights.length) return new Map(weights.map((it) => [it, it.fullName]));
  return weights.every(({ path }) => LISTED.test(path)) ? numbered(weights) : null;
}

/** Exports keep a flat list of all variables, layer after layer. */
const LISTED = /^_?[a-z_]*variables\/\d+$/;

/** Where a name comes again, another layer of that name begins: `dense`, `dense (2)` …. */
function numbered(weights: readonly SavedVariable[]): Names {
  const names = new Map<SavedVariable, string>();
  const held = new Map<string, number>();
  for (const it of inListOrder(weights)) {
    const cut = it.fullName.lastIndexOf('/');
    const [layer, role] = [it.fullName.slice(0, cut), it.fullName.slice(cut + 1)];
    // The first layer of that name without the role: as many have it as came before.
    const key = JSON.stringify([layer, role]);
    const at = held.get(key) ?? 0;
    held.set(key, at + 1);
    names.set(it, at === 0 ? it.fullName : `${layer} (${at + 1})/${role}`);
  }
  return names;
}

function inListOrder(weights: readonly SavedVariable[]): SavedVariable[] {
  const number = ({ path }: SavedVariable): number => Number(path.slice(path.lastIndexOf('/') + 1));
  return weights.toSorted((x, y) => number(x) - number(y));
}
