import type { Json, JsonObject } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import { optionsOf } from './catalogue.ts';
import { normalise } from './forms.ts';
import type { OptionRow, Relevance } from './OptionRow.ts';

/** A layer's options in one form, whatever version wrote them. */
export interface LayerOptions {
  /** Every option that the class has: the file's value or the default of the version that wrote it. */
  readonly options: JsonObject;
  /** Keys of the file that the catalogue does not have, so that none is passed over in silence. */
  readonly unknownOptions: readonly string[];
  /** Whether the catalogue has the class; if not, `options` is the config as it stands. */
  readonly known: boolean;
}

/** Reads a layer's config: absent keys get their default, dialects become one. */
export function readOptions(
  className: string,
  config: JsonObject,
  version: KerasVersion | null,
): LayerOptions {
  const rows = optionsOf(className);
  if (rows === null) return { options: config, unknownOptions: [], known: false };
  const seen = new Set<string>();
  const options: Record<string, Json> = Object.create(null);
  for (const row of rows.values()) options[row.key] = readOne(row, config, version, seen);
  return { options, unknownOptions: Object.keys(config).filter((key) => !seen.has(key)), known: true };
}

function readOne(row: OptionRow, config: JsonObject, version: KerasVersion | null, seen: Set<string>): Json {
  const spellings = [row.key, ...row.aliases];
  for (const spelling of spellings) seen.add(spelling);
  const written = spellings.map((spelling) => config[spelling]).find((value) => value !== undefined);
  const fallback = typeof row.fallback === 'function' ? row.fallback(version) : row.fallback;
  // A stated null is a value of its own, but no data type.
  const stated = row.form === 'dtype' ? (written ?? undefined) : written;
  return normalise(row.form, stated === undefined ? fallback : stated);
}

/** What an option can change; `null` for a class or key that the catalogue does not have. */
export function relevanceOf(className: string, key: string): Relevance | null {
  const rows = optionsOf(className);
  if (rows === null) return null;
  const row = rows.get(key) ?? [...rows.values()].find((candidate) => candidate.aliases.includes(key));
  return row?.relevance ?? null;
}
