import type { WireReader } from './WireReader.ts';

/** What to do with each field of a message, by number. Fields that are not listed are skipped. */
export type Fields<T> = Readonly<Record<number, (into: T, from: WireReader) => void>>;

/** Reads all fields of a message into `into`, and returns it. */
export function readFields<T>(from: WireReader, fields: Fields<T>, into: T): T {
  while (from.next()) fields[from.field]?.(into, from);
  return into;
}

/**
 * Reads one entry of a map with text keys into `into`; a later entry of a key replaces an earlier one, as protobuf does.
 * `read` reads the value; `empty` is the value of an entry that has none.
 */
export function readEntry<V>(
  from: WireReader,
  into: Map<string, V>,
  read: (from: WireReader) => V,
  empty: () => V,
): void {
  const entry = from.message();
  let key = '';
  let value: { readonly it: V } | null = null;
  while (entry.next()) {
    if (entry.field === 1) key = entry.text();
    else if (entry.field === 2) value = { it: read(entry) };
  }
  into.set(key, value === null ? empty() : value.it);
}
