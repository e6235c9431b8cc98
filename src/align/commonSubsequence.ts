/** Cells of the table that is filled at most; longer lists are cut at common anchors first by the caller. */
const MAX_CELLS = 4_000_000;

/**
 * The longest common subsequence of two lists of keys, as index pairs in order (Hunt & Szymanski's problem, solved by
 * dynamic programming after the common head and tail are taken off). Lists too long for the table pair by equal index.
 */
export function commonSubsequence(a: readonly string[], b: readonly string[]): [number, number][] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const pairs: [number, number][] = [];
  for (let i = 0; i < head; i++) pairs.push([i, i]);
  pairs.push(...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head));
  for (let i = tail; i > 0; i--) pairs.push([a.length - i, b.length - i]);
  return pairs;
}

function middle(a: readonly string[], b: readonly string[], offset: number): [number, number][] {
  if (a.length * b.length > MAX_CELLS) return equalIndices(a, b, offset);
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([offset + i++, offset + j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function equalIndices(a: readonly string[], b: readonly string[], offset: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < Math.min(a.length, b.length); i++)
    if (a[i] === b[i]) pairs.push([offset + i, offset + i]);
  return pairs;
}
