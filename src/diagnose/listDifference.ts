import { isArray, type Json } from '../model/index.ts';

const isList = (value: Json): value is readonly Json[] =>
  isArray(value) && value.every((one) => typeof one !== 'object' || one === null);

/** Values shown of each side. */
const LONGEST = 24;

const shown = (value: Json | undefined): string => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/**
 * Where two lists of plain values differ first, and in how many places: long lists differ where nobody sees it. `null` for
 * what are no two lists.
 */
export function listDifference(a: Json, b: Json): string | null {
  if (!isList(a) || !isList(b)) return null;
  const length = Math.max(a.length, b.length);
  const places = Array.from({ length }, (_, i) => i).filter((i) => a[i] !== b[i]);
  const [first] = places;
  if (first === undefined) return null;
  const lengths = a.length === b.length ? '' : `; A has ${count(a.length)} entries, B ${count(b.length)}`;
  return `${count(places.length)} of ${count(length)} places, the first at ${count(first)}: ${shown(a[first])} in A, ${shown(b[first])} in B${lengths}`;
}

const count = (n: number): string => n.toLocaleString('en');
