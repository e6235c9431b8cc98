import { equalBytes } from '../diff/index.ts';
import type { RouteName, RouteResult } from '../keras/index.ts';
import type { OpenModel, Variable, VariableId } from '../model/index.ts';
import { loadableWeights, namesIn } from './loadingReport.ts';

/** Whether a variable of the model holds what a stored one does. `from` is a path or a place in the weights file. */
export type HoldsSame = (from: string, variable: VariableId) => boolean | Promise<boolean>;

/**
 * The routes that leave in the model what it holds, wherever they write: each may be how its weights came there. Routes
 * that write nothing are none of them.
 */
export async function reproducingRoutes(
  routes: readonly RouteResult[],
  same: HoldsSame,
): Promise<RouteName[]> {
  const found: RouteName[] = [];
  for (const { route, variables } of routes) if (await leavesWhatIsThere(variables, same)) found.push(route);
  return found;
}

async function leavesWhatIsThere(variables: RouteResult['variables'], same: HoldsSame): Promise<boolean> {
  const written = variables.flatMap(({ variable, from }) => (from === null ? [] : [{ variable, from }]));
  for (const { variable, from } of written) if (!(await same(from, variable))) return false;
  return written.length > 0;
}

/** By reading both: bytes, and nothing but bytes. What a file has no value for is not the same as anything. */
export function sameByValues(weights: OpenModel, into: OpenModel): HoldsSame {
  const stored = new Map<string, Variable>();
  const { pathOf } = namesIn(loadableWeights(weights), weights.artifact);
  for (const it of weights.artifact.variables) stored.set(pathOf(it.place), it);
  for (const it of weights.artifact.variables) stored.set(it.place, it);
  for (const it of weights.artifact.variables) stored.set(it.id, it);
  const held = new Map(into.artifact.variables.map((it) => [it.id, it]));
  const known = new Map<string, Promise<boolean>>();
  const read = async (from: string, variable: VariableId): Promise<boolean> => {
    const [x, y] = [stored.get(from), held.get(variable)];
    if (!x || !y || x.dtype !== y.dtype || x.byteLength !== y.byteLength) return false;
    return equalBytes((await weights.tensors.read(x)).bytes.slice(), (await into.tensors.read(y)).bytes);
  };
  return (from, variable) => {
    const key = JSON.stringify([from, variable]);
    const result = known.get(key) ?? read(from, variable);
    known.set(key, result);
    return result;
  };
}
