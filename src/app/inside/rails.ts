/** The line that carries one call's tensors down to the calls that read them. */
export interface Rail {
  /** Column of the call, and of its line. */
  readonly column: number;
  /** Row of the last call that reads it; its own where nothing does. */
  readonly to: number;
  /** Rows that read it, ascending. */
  readonly readers: readonly number[];
}

/**
 * Gives every call of a computation a column, as a list of commits is drawn: a call goes on in the column of what it reads
 * where that ends, else in the first free one. No line runs through another call. `reads` holds rows above the own one.
 */
export function railsOf(calls: readonly { readonly reads: readonly number[] }[]): Rail[] {
  const readers: number[][] = calls.map(() => []);
  for (const [row, { reads }] of calls.entries()) for (const from of reads) readers[from]?.push(row);
  const columns: number[] = [];
  /** The row at which the line in each column ends. */
  const until: number[] = [];
  for (const [row, { reads }] of calls.entries()) {
    const ending = reads.flatMap((from) => {
      const column = columns[from] ?? -1;
      return until[column] === row ? [column] : [];
    });
    const column = ending.length > 0 ? Math.min(...ending) : firstFree(until, row);
    columns.push(column);
    until[column] = readers[row]?.at(-1) ?? row;
  }
  return columns.map((column, row) => ({
    column,
    to: readers[row]?.at(-1) ?? row,
    readers: readers[row] ?? [],
  }));
}

function firstFree(until: readonly number[], row: number): number {
  const free = until.findIndex((end) => end < row);
  return free < 0 ? until.length : free;
}
