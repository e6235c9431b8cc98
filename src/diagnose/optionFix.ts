import { isArray, isObject, type Json, type JsonObject, type Layer } from '../model/index.ts';
import type { Case } from './Case.ts';
import type { OptionGroup } from './optionGroups.ts';

/** Longer values are for nobody to paste. */
const LONGEST = 400;

/**
 * Python that gives B's layers an option of A's and keeps their weights; `null` where a layer stands inside a nested model,
 * where B's own file has another word for the option, or the value is none that Python could be given.
 */
export function optionFix({ b }: Case, { sites }: OptionGroup, value: Json): string | null {
  const layers = new Map(b.layers.map((layer) => [layer.id, layer]));
  const written = literal(value);
  if (written === null || written.length > LONGEST) return null;
  const changes = sites.map((site) => {
    const layer = layers.get(site.b);
    return layer && pathIn(layer, site.key);
  });
  if (changes.some((path) => !path) || !b.config) return null;
  const names = sites.map((site) => site.b);
  const byPath = new Map<string, string[]>();
  changes.forEach((path, i) => {
    byPath.set(path as string, [...(byPath.get(path as string) ?? []), names[i] as string]);
  });
  return [
    'import keras',
    '',
    `b = keras.models.load_model(${JSON.stringify(b.name)})`,
    '',
    'def as_in_a(layer):',
    '    config = layer.get_config()',
    ...[...byPath].flatMap(([path, of]) => [
      `    if layer.name in [${of.map((name) => JSON.stringify(name)).join(', ')}]:`,
      `        config${path} = ${written}`,
    ]),
    '    return layer.__class__.from_config(config)',
    '',
    'fixed = keras.models.clone_model(b, clone_function=as_in_a)',
    'fixed.set_weights(b.get_weights())',
    `fixed.save(${JSON.stringify(`fixed_${b.name.replace(/\.(h5|hdf5)$/, '.keras')}`)})`,
  ].join('\n');
}

/** The way to an option in a layer's config, as Python subscripts; `null` where the file has no such key there. */
function pathIn({ parent, config, kind }: Layer, key: string): string | null {
  if (parent !== null || kind !== 'layer') return null;
  let at: JsonObject | undefined = config;
  let path = '';
  const steps = key.split('.');
  for (const [i, step] of steps.entries()) {
    if (at === undefined || !Object.hasOwn(at, step)) return null;
    path += `[${JSON.stringify(step)}]`;
    const inner: Json | undefined = at[step];
    at = isObject(inner) && isObject(inner.config) ? inner.config : undefined;
    if (i < steps.length - 1) path += '["config"]';
  }
  return path;
}

/** A JSON value as Python writes it; `null` for what Python's literals do not have. */
function literal(value: Json): string | null {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (isArray(value)) return joined(value.map(literal), '[', ']');
  const entries = Object.entries(value).map(([key, inner]) => {
    const written = literal(inner);
    return written === null ? null : `${JSON.stringify(key)}: ${written}`;
  });
  return joined(entries, '{', '}');
}

const joined = (parts: readonly (string | null)[], open: string, close: string): string | null =>
  parts.includes(null) ? null : `${open}${parts.join(', ')}${close}`;
