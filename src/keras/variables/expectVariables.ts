import type { JsonObject, LayerId } from '../../model/index.ts';
import type { Blueprint, Entry } from '../config/Blueprint.ts';
import { type Envelope, readEnvelope } from '../config/Envelope.ts';
import { hasLayers, readBlueprint } from '../config/readBlueprint.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import { adaptsVocabulary } from './adaptsVocabulary.ts';
import type { ClassVariables, Part, ShapePattern } from './ClassVariables.ts';
import { COMPOSITE_VARIABLES } from './compositeVariables.ts';
import { LEAF_VARIABLES } from './leafVariables.ts';
import { layerStep, type ObjectStep, partStep, variableStep } from './ObjectStep.ts';
import type { StoreProfile } from './StoreProfile.ts';
import { sharedObjects } from './sharedObjects.ts';

/** A variable that a model of this config has, and where the v3 store keeps it. */
export interface ExpectedVariable {
  readonly layer: LayerId;
  readonly role: string;
  /** Names of objects below the layer: `forward_lstm/lstm_cell/kernel`. */
  readonly tail: string;
  /** tf.keras' word for the last component, where it differs. */
  readonly legacyName: string | null;
  readonly trainable: boolean;
  readonly shape: ShapePattern | null;
  /** Dataset paths in the v3 store, the likeliest first: `layers/dense_1/vars/0`. */
  readonly stores: readonly string[];
  /** Where the same variable lies when its layer is an object that the model holds elsewhere too: Keras writes it once. */
  readonly elsewhere: readonly string[];
  /** The way to it through the objects of a TensorFlow checkpoint, from the model on. */
  readonly objects: readonly ObjectStep[];
}

/** Where the v3 store keeps one object: its group, and the layer it belongs to. */
export interface ExpectedGroup {
  readonly layer: LayerId;
  readonly name: string;
  readonly className: string;
  readonly stores: readonly string[];
  readonly objects: readonly ObjectStep[];
}

/** What a config implies: variables in Keras' order, and the groups of all objects, custom ones included. */
export interface Expectation {
  readonly variables: readonly ExpectedVariable[];
  readonly groups: readonly ExpectedGroup[];
}

interface Place {
  readonly layer: LayerId;
  readonly stores: readonly string[];
  readonly objects: readonly ObjectStep[];
  readonly role: string;
  readonly tail: string;
}

/**
 * Simulates how Keras walks a model when it saves (`keras/src/saving/saving_lib.py`, `_save_state`): containers count
 * layers by class, parts go by attribute, an object's variables by number.
 */
export function expectVariables(
  model: JsonObject,
  version: KerasVersion | null,
  profile: StoreProfile,
): Expectation {
  const variables: ExpectedVariable[] = [];
  const groups: ExpectedGroup[] = [];
  const walk = { version, profile, variables, groups, shared: sharedObjects(model), ranges: new Map() };
  const envelope = readEnvelope(model, 'the model');
  if (hasLayers(envelope))
    walkModel(envelope, null, { layer: '', stores: [''], objects: [], role: '', tail: '' }, walk);
  return { variables: withOtherPlaces(variables, walk), groups };
}

/** Descriptions of one object list the same variables in the same order: each is found in the place of any. */
function withOtherPlaces(
  variables: readonly ExpectedVariable[],
  { ranges }: Walk,
): readonly ExpectedVariable[] {
  const elsewhere = new Map<number, readonly string[]>();
  for (const group of ranges.values()) {
    const [{ from, to } = { from: 0, to: 0 }] = group;
    if (group.length < 2 || group.some((it) => it.to - it.from !== to - from)) continue;
    for (let i = 0; i < to - from; i++) {
      const places = group.flatMap((it) => variables[it.from + i]?.stores ?? []);
      for (const it of group)
        elsewhere.set(it.from + i, elsewhere.get(it.from + i)?.concat(places) ?? places);
    }
  }
  if (elsewhere.size === 0) return variables;
  return variables.map((it, i) => ({ ...it, elsewhere: elsewhere.get(i) ?? [] }));
}

/** The variables of one description of an object: from, and up to, which number. */
interface Range {
  readonly from: number;
  readonly to: number;
}

interface Walk {
  readonly version: KerasVersion | null;
  readonly profile: StoreProfile;
  readonly variables: ExpectedVariable[];
  readonly groups: ExpectedGroup[];
  /** What tells an object that the config describes several times, by its configs. */
  readonly shared: ReadonlyMap<JsonObject, string>;
  readonly ranges: Map<string, Range[]>;
}

/** Walks a description, and keeps which variables are its own if its object is described several times. */
function walkShared(config: JsonObject, walk: Walk, go: () => void): void {
  const object = walk.shared.get(config);
  const from = walk.variables.length;
  go();
  if (object === undefined) return;
  const ranges = walk.ranges.get(object) ?? [];
  ranges.push({ from, to: walk.variables.length });
  walk.ranges.set(object, ranges);
}

/** `owner`: the layer that speaks for everything inside (a wrapper), `null` when inner layers speak for themselves. */
function walkModel(model: Envelope, owner: LayerId | null, at: Place, walk: Walk): void {
  const blueprint = readBlueprint(model, walk.version);
  const counters = new Map<string, number>();
  const steps = layerSteps(blueprint, model);
  for (const entry of storedEntries(blueprint, model)) {
    const snake = walk.profile.groupName(entry.envelope.className);
    const seen = counters.get(snake) ?? 0;
    const slot = seen === 0 ? snake : `${snake}_${seen}`;
    const before = walk.variables.length;
    const objects = [...at.objects, steps.next(entry)];
    walkEntry(entry, owner, { ...inside(at, entry, slot, owner, walk.profile), objects }, walk);
    steps.held(entry, walk.variables.length > before);
    counters.set(
      snake,
      seen + (walk.profile.doubled && (walk.variables.length > before || adapts(entry)) ? 2 : 1),
    );
  }
}

/** The steps from a model to its layers, in order. */
interface LayerSteps {
  next(entry: Entry): ObjectStep;
  /** Says of the layer that was reached last whether it has variables. */
  held(entry: Entry, hasVariables: boolean): void;
}

/** Layers are numbered as the model lists them, and those with weights once more; operators count among them. */
function layerSteps({ entries }: Blueprint, model: Envelope): LayerSteps {
  const sequential = model.className === 'Sequential';
  const listed = [...entries.values()].filter(
    ({ envelope }) => !sequential || envelope.className !== 'InputLayer',
  );
  let weighted: number | null = 0;
  return {
    next: (entry) => layerStep({ at: listed.indexOf(entry), of: listed.length, sequential, weighted }),
    held(entry, hasVariables) {
      // What a class of somebody else keeps is unknown, so from there on the count is.
      if (entry.envelope.kind === 'custom' || adapts(entry)) weighted = null;
      else if (hasVariables && weighted !== null) weighted += 1;
    },
  };
}

const adapts = ({ envelope: { className, config } }: Entry): boolean => adaptsVocabulary(className, config);

function inside(
  at: Place,
  entry: Entry,
  slot: string,
  owner: LayerId | null,
  { containers }: StoreProfile,
): Omit<Place, 'objects'> {
  const layer = owner ?? (at.layer === '' ? entry.name : `${at.layer}/${entry.name}`);
  return {
    layer,
    stores: at.stores.flatMap((store) => containers.map((container) => join(store, `${container}/${slot}`))),
    role: owner === null ? '' : join(at.role, entry.name),
    tail: owner === null ? '' : join(at.tail, entry.name),
  };
}

/** Keras lists layers, not operators; a Sequential leaves its input layer out. */
export function storedEntries(blueprint: Blueprint, model: Envelope): Entry[] {
  const sequential = model.className === 'Sequential';
  return [...blueprint.entries.values()].filter(({ envelope }) => {
    if (envelope.className === 'InputLayer') return !sequential;
    return envelope.kind !== 'operation' || envelope.module === null || !/(^|\.)ops\./.test(envelope.module);
  });
}

function walkEntry(entry: Entry, owner: LayerId | null, at: Place, walk: Walk): void {
  walk.groups.push({
    layer: at.layer,
    name: entry.name,
    className: entry.envelope.className,
    stores: at.stores,
    objects: at.objects,
  });
  const { className, config } = entry.envelope;
  walkShared(config, walk, () => {
    if (entry.nested) walkModel(entry.envelope, owner, at, walk);
    else walkObject(className, config, entry.name, at, walk);
  });
}

function walkObject(className: string, config: JsonObject, name: string, at: Place, walk: Walk): void {
  const known: ClassVariables | undefined = LEAF_VARIABLES[className] ?? COMPOSITE_VARIABLES[className];
  const own = known?.own?.(config, walk.version) ?? [];
  own.forEach((variable, i) => {
    walk.variables.push({
      layer: at.layer,
      role: join(at.role, variable.name),
      tail: join(
        at.tail,
        walk.version?.generation === 2 ? (variable.legacyName ?? variable.name) : variable.name,
      ),
      legacyName: variable.legacyName ?? null,
      trainable: variable.trainable,
      shape: variable.shape ?? null,
      stores: at.stores.map((store) => join(store, `vars/${i}`)),
      elsewhere: [],
      objects: [...at.objects, variableStep(variable)],
    });
  });
  for (const part of known?.parts?.(config, name, walk.version) ?? []) walkPart(part, at, walk);
}

function walkPart(part: Part, at: Place, walk: Walk): void {
  const place: Place = {
    layer: at.layer,
    stores: at.stores.flatMap((store) => part.attributes.map((attribute) => join(store, attribute))),
    objects: [...at.objects, partStep(part)],
    role: join(at.role, part.role),
    tail: join(at.tail, part.name),
  };
  const envelope = readEnvelope({ class_name: part.className, config: part.config }, part.name);
  walkShared(part.config, walk, () => {
    if (hasLayers(envelope)) walkModel(envelope, at.layer, place, walk);
    else walkObject(part.className, part.config, part.name, place, walk);
  });
}

const join = (prefix: string, rest: string): string =>
  prefix === '' || rest === '' ? prefix + rest : `${prefix}/${rest}`;
