import {
  type ExpectedVariable,
  expectVariables,
  type KerasVersion,
  STORE_PROFILES,
  type StoreProfile,
} from '../../keras/index.ts';
import { groupBy, type JsonObject } from '../../model/index.ts';
import { Binder, type Binding } from './Binding.ts';
import { checkShape } from './checkShape.ts';
import type { LegacyGroup, LegacyWeight } from './legacyStore.ts';

/**
 * Gives the weights of a legacy file their layers and roles. Inside a group they are told apart by the stored names, not
 * by position: the order depends on which layers were frozen when the file was saved.
 */
export function bindLegacy(
  groups: readonly LegacyGroup[],
  model: JsonObject,
  version: KerasVersion | null,
): Binding {
  const binder = new Binder();
  const expected = expectVariables(model, version, STORE_PROFILES[0] as StoreProfile).variables;
  const tops = new Set(groups.map(({ layer }) => layer));
  const byTop = groupBy(expected, ({ layer }) => topOf(layer, tops));
  for (const group of groups) {
    bindGroup(group, byTop.get(group.layer) ?? [], binder);
    byTop.delete(group.layer);
  }
  for (const [layer, missing] of byTop) {
    if (missing.length > 0) {
      binder.note(
        'missing-variable',
        `The file holds no values for the ${missing.length} variables of ${layer}.`,
        layer,
      );
    }
  }
  return binder.done();
}

/** The layer of the model itself that a path begins with: names of tf.keras may hold slashes. */
function topOf(layer: string, tops: ReadonlySet<string>): string {
  for (let end = layer.length; end > 0; end = layer.lastIndexOf('/', end - 1))
    if (tops.has(layer.slice(0, end))) return layer.slice(0, end);
  return layer.split('/', 1)[0] as string;
}

function bindGroup(group: LegacyGroup, expected: readonly ExpectedVariable[], binder: Binder): void {
  const open = new Set(group.weights);
  const byLayer = groupBy(expected, ({ layer }) => layer);
  const nested = byLayer.size > 1 || (expected[0] !== undefined && expected[0].layer !== group.layer);
  const inside = nested ? byPrefix(group) : null;
  for (const [layer, wanted] of byLayer) {
    const mine = inside ? weightsOf(layer, group.layer, inside, open, wanted.length) : [...open];
    bindLayer(layer, wanted, mine, group, binder);
    for (const weight of mine) open.delete(weight);
  }
  for (const { name, tensor } of open) {
    const id = name.startsWith(`${group.layer}/`) ? name : `${group.layer}/${name}`;
    const layer = group.layer === 'top_level_model_weights' ? null : group.layer;
    binder.add(tensor, {
      id,
      layer,
      role: id.slice(group.layer.length + 1),
      purpose: 'weight',
      named: 'file',
    });
  }
}

/** A group's weights by every beginning of their names that ends in a slash, with and without the group's own name. */
function byPrefix({ layer, weights }: LegacyGroup): Map<string, Set<LegacyWeight>> {
  const found = new Map<string, Set<LegacyWeight>>();
  for (const weight of weights) {
    for (const name of [weight.name, withoutTop(weight.name, layer)]) {
      for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
        const prefix = name.slice(0, at + 1);
        const known = found.get(prefix);
        if (known) known.add(weight);
        else found.set(prefix, new Set([weight]));
      }
    }
  }
  return found;
}

const withoutTop = (name: string, top: string): string =>
  name.startsWith(`${top}/`) ? name.slice(top.length + 1) : name;

/** The weights of one inner layer: those whose names carry its name, with or without the names of the models around it. */
function weightsOf(
  layer: string,
  top: string,
  inside: ReadonlyMap<string, ReadonlySet<LegacyWeight>>,
  open: ReadonlySet<LegacyWeight>,
  count: number,
): LegacyWeight[] {
  const inner = withoutTop(layer, top).split('/');
  for (let skip = 0; skip < inner.length; skip++) {
    const prefix = `${inner.slice(skip).join('/')}/`;
    const mine = [...(inside.get(prefix) ?? [])].filter((weight) => open.has(weight));
    if (mine.length > 0) return mine.slice(0, count);
  }
  // A model built after it was put together writes the names of all models around it, the root's too.
  const within = [...open].filter(({ name }) => `/${name}`.includes(`/${inner.join('/')}/`));
  return within.slice(0, count);
}

function bindLayer(
  layer: string,
  wanted: readonly ExpectedVariable[],
  stored: readonly LegacyWeight[],
  group: LegacyGroup,
  binder: Binder,
): void {
  // SpectralNormalization's copy of the wrapped kernel is stored in the v3 layout only.
  const own = wanted.filter((it) => it.role !== 'kernel_copy');
  const ordered = [...own.filter((it) => it.trainable), ...own.filter((it) => !it.trainable)];
  const free = new Set(stored);
  const exact = exactMatches(ordered, free);
  for (const it of ordered) {
    const match = exact.get(it) ?? pick(it, ordered, stored, free);
    if (!match) {
      if (it.role !== 'kernel_copy')
        binder.note('missing-variable', `The file holds no value for ${layer}/${it.tail}.`, group.layer);
      continue;
    }
    free.delete(match);
    checkShape(it.shape, match.tensor, `${it.layer}/${it.tail}`);
    const trueTail = tailOf(match.name, it);
    binder.add(match.tensor, {
      id: `${layer}/${trueTail}`,
      layer,
      role: it.role,
      purpose: 'weight',
      named: 'file',
    });
  }
  for (const { name, tensor } of free) {
    binder.add(tensor, { id: `${layer}/${name}`, layer, role: name, purpose: 'weight', named: 'file' });
  }
}

/**
 * Weights whose names end as expected: just so, the longest endings first, so that `layer/kernel` is not taken for `kernel`;
 * then whatever number the session gave a cell; then without the names of models around, which some Kerases leave out.
 */
function exactMatches(
  wanted: readonly ExpectedVariable[],
  free: Set<LegacyWeight>,
): Map<ExpectedVariable, LegacyWeight> {
  const found = new Map<ExpectedVariable, LegacyWeight>();
  const depth = Math.max(0, ...wanted.map(({ tail }) => tail.split('/').length));
  for (let skip = 0; skip === 0 || skip < depth - 1; skip++) {
    const long = wanted.filter(({ tail }) => skip === 0 || tail.split('/').length - skip > 1);
    for (const spelled of [(name: string) => name, withoutCellNumbers])
      matchEndings(long, free, found, (tail) => spelled(tail.split('/').slice(skip).join('/')), spelled);
  }
  return found;
}

/** Takes the weights that are the only ones with the ending of a variable that is the only one with it. */
function matchEndings(
  wanted: readonly ExpectedVariable[],
  free: Set<LegacyWeight>,
  found: Map<ExpectedVariable, LegacyWeight>,
  endingOf: (tail: string) => string,
  spelled: (name: string) => string,
): void {
  const open = wanted.filter((it) => !found.has(it));
  const byEnding = groupBy(open, ({ tail }) => endingOf(tail));
  const deepestFirst = [...byEnding].toSorted(([x], [y]) => y.split('/').length - x.split('/').length);
  for (const [ending, [it, ...others]] of deepestFirst) {
    const matches = [...free].filter(({ name }) => `/${spelled(name)}`.endsWith(`/${ending}`));
    const [match] = matches;
    if (!it || !match || others.length > 0 || matches.length > 1) continue;
    found.set(it, match);
    free.delete(match);
  }
}

const withoutCellNumbers = (name: string): string => name.replace(/(_cell)_\d+(?=\/)/g, '$1');

/** The stored weight whose last name is as expected; several such are taken in order. */
function pick(
  it: ExpectedVariable,
  ordered: readonly ExpectedVariable[],
  stored: readonly LegacyWeight[],
  free: ReadonlySet<LegacyWeight>,
): LegacyWeight | undefined {
  const candidates = [...free].filter(
    ({ name }) => lastOf(name) === lastOf(it.tail) || lastOf(name) === it.legacyName,
  );
  if (candidates.length > 0) return candidates[0];
  return stored.length === ordered.length && stored.every(({ name }) => isUnnamed(name))
    ? stored[ordered.indexOf(it)]
    : undefined;
}

/** Keras 1 writes `dense_1_W`, unnamed weights are `param_0`: there the position is all there is. */
const isUnnamed = (name: string): boolean =>
  /(_W|_b|_U|_gamma|_beta|_running_mean|_running_std|param_\d+)(_\w+)?$/.test(name);

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Cells are numbered per session, so their stored name is truer than the implied one. */
function tailOf(stored: string, it: ExpectedVariable): string {
  const depth = it.tail.split('/').length;
  const parts = stored.split('/');
  const cell = /_cell_\d+$/;
  const storedTail = parts.slice(-depth).join('/');
  return parts.length > depth && parts.slice(-depth).some((part) => cell.test(part)) ? storedTail : it.tail;
}
