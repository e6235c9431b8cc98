import type { Candidate } from './layerKeys.ts';
import type { PairedBy } from './Pair.ts';

/** A pairing that a rung decided. */
export interface Match {
  readonly a: Candidate;
  readonly b: Candidate;
  readonly how: PairedBy;
}

/** The two models with what is not paired yet; rungs take from it, strongest first. */
export class Ladder {
  readonly matches: Match[] = [];
  #a: Set<Candidate>;
  #b: Set<Candidate>;

  constructor(a: readonly Candidate[], b: readonly Candidate[]) {
    this.#a = new Set(a);
    this.#b = new Set(b);
  }

  get openA(): Candidate[] {
    return [...this.#a];
  }

  get openB(): Candidate[] {
    return [...this.#b];
  }

  pair(a: Candidate, b: Candidate, how: PairedBy): void {
    if (!this.#a.delete(a) || !this.#b.delete(b)) return;
    this.matches.push({ a, b, how });
  }

  /** Pairs candidates whose key occurs once on each side; `null` keys take no part. */
  pairByKey(how: PairedBy, keyOf: (candidate: Candidate) => string | null): void {
    const a = unique(this.#a, keyOf);
    const b = unique(this.#b, keyOf);
    for (const [key, candidate] of a) {
      const other = b.get(key);
      if (candidate && other) this.pair(candidate, other, how);
    }
  }
}

/** Keys to their only candidate; `null` where several share one. */
function unique(
  open: ReadonlySet<Candidate>,
  keyOf: (candidate: Candidate) => string | null,
): Map<string, Candidate | null> {
  const found = new Map<string, Candidate | null>();
  for (const candidate of open) {
    const key = keyOf(candidate);
    if (key !== null) found.set(key, found.has(key) ? null : candidate);
  }
  return found;
}
