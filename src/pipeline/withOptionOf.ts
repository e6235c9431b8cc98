import { type KerasVersion, readOptions } from '../keras/index.ts';
import { isObject, type Json, type JsonObject, type Layer } from '../model/index.ts';

/** What a layer is: its class and options. */
export type Described = Pick<Layer, 'className' | 'config'>;

/**
 * A layer with one option of another: by the way to it in their configs, `null` for the class and all options. What the other
 * leaves out is the default of the version that wrote it.
 */
export function withOptionOf(
  layer: Described,
  other: Described,
  key: string | null,
  versions: { readonly own: KerasVersion | null; readonly other: KerasVersion | null },
): Described {
  if (key === null) return { className: other.className, config: other.config };
  const [step, ...rest] = key.split('.');
  if (step === undefined) return layer;
  if (rest.length > 0) {
    const [inner, theirs] = [describedIn(layer.config[step]), describedIn(other.config[step])];
    if (!inner || !theirs) return layer;
    const changed = withOptionOf(inner, theirs, rest.join('.'), versions);
    const envelope = { ...(layer.config[step] as JsonObject), config: changed.config };
    return { ...layer, config: { ...layer.config, [step]: envelope } };
  }
  const mine = readOptions(layer.className, layer.config, versions.own);
  const value =
    readOptions(other.className, other.config, versions.other).options[step] ?? other.config[step];
  const unknown = Object.fromEntries(mine.unknownOptions.map((it) => [it, layer.config[it] as Json]));
  return { ...layer, config: { ...unknown, ...mine.options, [step]: value ?? null } };
}

/** A layer inside a wrapper's config. */
function describedIn(value: Json | undefined): Described | null {
  if (!isObject(value) || typeof value.class_name !== 'string' || !isObject(value.config)) return null;
  return { className: value.class_name, config: value.config };
}
