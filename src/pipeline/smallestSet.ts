/** A set of suspects that closes the gap, none of which can be left out. */
export interface SmallestSet<T> {
  readonly members: readonly {
    readonly of: T /** The gap that stays when all but this one are undone. */;
    readonly without: number;
  }[];
  /** What is left when the whole set is undone. */
  readonly after: number;
}

/**
 * Delta debugging over suspects: where undoing all of them closes the gap, leaves out one after the other what is not needed
 * for that. `gapWithout` gives the gap with these undone, `null` where that cannot be computed. One measurement for all,
 * one for each suspect.
 */
export async function smallestSet<T>(
  suspects: readonly T[],
  floor: number,
  gapWithout: (undone: readonly T[]) => Promise<number | null>,
): Promise<SmallestSet<T> | null> {
  let after = await gapWithout(suspects);
  if (after === null || after > floor) return null;
  let undone = [...suspects];
  const members: { of: T; without: number }[] = [];
  for (const suspect of suspects) {
    const rest = undone.filter((it) => it !== suspect);
    const without = await gapWithout(rest);
    if (without !== null && without <= floor) {
      undone = rest;
      after = without;
    } else members.push({ of: suspect, without: without ?? Number.POSITIVE_INFINITY });
  }
  return { members, after };
}
