import { groupBy, isArray, isObject, type Json, type JsonObject } from '../../model/index.ts';

/** A place of the config that describes a layer or a model. */
interface Description {
  /** Its number in the order in which Keras wrote them. */
  readonly place: number;
  readonly className: string;
  readonly config: JsonObject;
  /** What Keras wrote beside it when it met the object again. */
  readonly mark: string | null;
}

/**
 * Layers and models that stand in a config several times and are one object: their configs, with what tells the object.
 *
 * Keras marks an object's second and further descriptions with `shared_object_id`, which is where it lies in memory
 * (`keras/src/saving/serialization_lib.py`, `record_object_after_serialization`). The first one is marked too unless it
 * stands in a nested model, whose config was copied by then. Such a first description stands before the marked ones and
 * says just the same; where several do, which of them it is stays unknown.
 */
export function sharedObjects(model: JsonObject): ReadonlyMap<JsonObject, string> {
  const all: Description[] = [];
  collect(model, all);
  const shared = new Map<JsonObject, string>();
  const marked = groupBy(
    all.filter(({ mark }) => mark !== null),
    ({ mark }) => mark,
  );
  if (marked.size === 0) return shared;
  const firsts = unmarkedAlike(all, new Set([...marked.values()].map(([first]) => first?.className)));
  for (const [mark, group] of marked) {
    const [first] = group;
    if (mark === null || !first) continue;
    for (const { config } of group) shared.set(config, mark);
    const before = (firsts.get(textOf(first)) ?? []).filter((it) => it.place < first.place);
    if (before.length === 1 && before[0]) shared.set(before[0].config, mark);
  }
  return shared;
}

/** What bears no mark, of some classes, by what it says. */
function unmarkedAlike(
  all: readonly Description[],
  classes: ReadonlySet<string | undefined>,
): Map<string, Description[]> {
  const unmarked = all.filter(({ mark, className }) => mark === null && classes.has(className));
  return groupBy(unmarked, textOf);
}

/** Collects what describes layers and models, in the order in which Keras wrote it. */
function collect(value: Json, into: Description[]): void {
  if (isArray(value)) {
    for (const item of value) collect(item, into);
    return;
  }
  if (!isObject(value)) return;
  const { class_name: className, config, shared_object_id: mark } = value;
  if (typeof className === 'string' && isObject(config) && ('trainable' in config || 'layers' in config))
    into.push({
      place: into.length,
      className,
      config,
      mark: typeof mark === 'number' ? String(mark) : null,
    });
  for (const item of Object.values(value)) collect(item, into);
}

const NOT_COMPARED: ReadonlySet<string> = new Set(['shared_object_id', 'build_config']);

function textOf({ className, config }: Description): string {
  return JSON.stringify([className, config], (key, value) => (NOT_COMPARED.has(key) ? undefined : value));
}
