import type { Report } from '../../report/index.ts';
import type { Route } from './routeWords.ts';

/**
 * Whether the model holds, bit for bit, what a route would leave in it wherever it writes, as far as the comparison has found
 * equal and moved variables. `from` is the side whose file is loaded into the other, `named` what the comparison calls its
 * variables, where that is not as the route does.
 */
export function reproducedBy(
  { variables }: Route,
  rows: Report['variables'],
  from: 'a' | 'b',
  named: Readonly<Record<string, string>> = {},
): boolean {
  const pairs = new Set(
    rows.flatMap(({ a, b, status, movedFrom }) => {
      const source = status === 'moved' ? (movedFrom ?? null) : status === 'identical' ? a : null;
      if (source === null || b === null) return [];
      return [JSON.stringify(from === 'a' ? [source, b] : [b, source])];
    }),
  );
  const written = variables.flatMap(({ from: path, variable }) =>
    path === null ? [] : [[named[path] ?? path, variable]],
  );
  return written.length > 0 && written.every((it) => pairs.has(JSON.stringify(it)));
}
