import type { VariableRow } from '../diff/index.ts';
import type { RouteResult } from '../keras/index.ts';
import { type OpenModel, ReadError, type VariableId } from '../model/index.ts';
import { loadingReport } from './loadingReport.ts';
import { type HoldsSame, sameByValues } from './reproducingRoutes.ts';

/**
 * The ways to load A's file into B after which B holds, bit for bit, what it does hold wherever they write. Ways that
 * bring every value to its own place explain nothing and are left out, as are those that write nothing.
 */
export async function explainingRoutes(
  a: OpenModel,
  b: OpenModel,
  rows: readonly VariableRow[],
  signal?: AbortSignal,
): Promise<RouteResult[]> {
  const held = new Map(rows.flatMap((row) => (row.b === null ? [] : [[row.b, heldIn(row)] as const])));
  const routes = await routesOf(a, b);
  if (routes.length === 0) return [];
  const same = sameByValues(a, b);
  const found: RouteResult[] = [];
  for (const route of routes) {
    if (!tellsSomething(route, held)) continue;
    signal?.throwIfAborted();
    if (await explains(route, held, same)) found.push(route);
  }
  return found;
}

async function routesOf(a: OpenModel, b: OpenModel): Promise<readonly RouteResult[]> {
  const ids = new Map<string, VariableId>(a.artifact.variables.map(({ id, place }) => [place, id]));
  const named = (from: string | null): string | null => (from === null ? null : (ids.get(from) ?? from));
  try {
    const { routes } = await loadingReport(a, b.artifact);
    return routes.map((route) => ({
      ...route,
      variables: route.variables.map((it) => ({ ...it, from: named(it.from) })),
    }));
  } catch (error) {
    // What no route can be told for is explained by none.
    if (error instanceof ReadError) return [];
    throw error;
  }
}

/** The variable of A whose values a variable of B holds, as far as comparing has shown. */
function heldIn({ a, status, movedFrom }: VariableRow): VariableId | null {
  if (status === 'moved') return movedFrom ?? null;
  return status === 'identical' ? a : null;
}

type Held = ReadonlyMap<VariableId, VariableId | null>;

/** Some variable gets the values of another, or not all are written; and some are. */
function tellsSomething({ variables }: RouteResult, held: Held): boolean {
  const written = variables.filter((it) => it.from !== null);
  if (written.length === 0 || variables.some((it) => !held.has(it.variable))) return false;
  return (
    written.length < variables.length ||
    written.some((it) => it.state === 'elsewhere' || it.from !== it.variable)
  );
}

async function explains({ variables }: RouteResult, held: Held, same: HoldsSame): Promise<boolean> {
  for (const { variable, from } of variables) {
    if (from === null || held.get(variable) === from) continue;
    if (!(await same(from, variable))) return false;
  }
  return true;
}
