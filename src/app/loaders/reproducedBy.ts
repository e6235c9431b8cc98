import type { Report } from '../../report/index.ts';
import type { Route } from './routeWords.ts';

/**
 * Whether the model holds, bit for bit, what a route would leave in it wherever it writes, as far as the comparison has found
 * equal and moved variables. `from` is the side whose file is loaded into the other.
 */
export function reproducedBy({ variables }: Route, rows: Report['variables'], from: 'a' | 'b'): boolean {
  const pairs = new Set(
    rows.flatMap(({ a, b, status, movedFrom }) => {
      const source = status === 'moved' ? (movedFrom ?? null) : status === 'identical' ? a : null;
      if (source === null || b === null) return [];
      return [JSON.stringify(from === 'a' ? [source, b] : [b, source])];
    }),
  );
  const written = variables.filter((it) => it.from !== null);
  return written.length > 0 && written.every((it) => pairs.has(JSON.stringify([it.from, it.variable])));
}
