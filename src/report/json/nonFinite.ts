/** What stands for a number that JSON has no word for. */
export type NonFinite = 'NaN' | 'Infinity' | '-Infinity';

/** Where such numbers stood: JSON pointers, each with the number that is `null` there. */
export type NonFiniteNote = Readonly<Record<string, NonFinite>>;

const VALUES: Readonly<Record<NonFinite, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** A model full of NaN must not double the size of its report: beyond this a `null` reads as NaN. */
const MOST = 10_000;

/** Finds the numbers that JSON cannot hold. */
export function nonFiniteNote(document: unknown): NonFiniteNote {
  const note: Record<string, NonFinite> = {};
  let found = 0;
  const path: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'number') {
      if (Number.isFinite(value) || found >= MOST) return;
      found++;
      note[path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')] = String(
        value,
      ) as NonFinite;
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        path.push(key);
        visit(inner);
        path.pop();
      }
    }
  };
  visit(document);
  return note;
}

/** Puts the numbers back, but only where a `null` stands: a note cannot change anything else. */
export function restoreNonFinite(document: unknown, note: unknown): void {
  if (typeof note !== 'object' || note === null) return;
  for (const [pointer, name] of Object.entries(note)) {
    const value = Object.hasOwn(VALUES, String(name)) ? VALUES[name as NonFinite] : null;
    if (value !== null) put(document, pointer.split('/').slice(1), value);
  }
}

function put(document: unknown, path: readonly string[], value: number): void {
  let holder = document;
  const keys = path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (const key of keys.slice(0, -1)) holder = member(holder, key);
  const last = keys.at(-1);
  if (last === undefined || member(holder, last) !== null) return;
  (holder as Record<string, unknown>)[last] = value;
}

function member(holder: unknown, key: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string, unknown>)[key];
}
