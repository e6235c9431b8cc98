import type { VariableRow } from '../diff/index.ts';
import { type Initial, initializerOf, looksInitial } from '../keras/index.ts';
import {
  isFloat,
  type OpenModel,
  sizeOf,
  toFloat64,
  type Variable,
  type VariableId,
} from '../model/index.ts';

/** Elements that are read for this, in all. */
const MOST = 16_777_216;

/** Which variables of each side look as their initialisers left them. Those that leave no mark are not named. */
export interface InitialValues {
  readonly a: ReadonlyMap<VariableId, Initial>;
  readonly b: ReadonlyMap<VariableId, Initial>;
}

/** Tests the variables that differ between two models, as far as the budget goes. */
export async function initialValues(
  a: OpenModel,
  b: OpenModel,
  rows: readonly VariableRow[],
  signal?: AbortSignal,
): Promise<InitialValues> {
  const differing = rows.filter(({ status }) => status === 'different' || status === 'shape');
  return {
    a: await initialIn(
      a,
      differing.flatMap((row) => row.a ?? []),
      signal,
    ),
    b: await initialIn(
      b,
      differing.flatMap((row) => row.b ?? []),
      signal,
    ),
  };
}

async function initialIn(
  model: OpenModel,
  ids: readonly VariableId[],
  signal: AbortSignal | undefined,
): Promise<Map<VariableId, Initial>> {
  const variables = new Map(model.artifact.variables.map((it) => [it.id, it]));
  const layers = new Map(model.artifact.layers.map((it) => [it.id, it]));
  const found = new Map<VariableId, Initial>();
  let left = MOST;
  for (const id of ids) {
    const variable = variables.get(id);
    const layer = variable?.layer == null ? undefined : layers.get(variable.layer);
    if (!variable || layer?.kind !== 'layer' || !isFloat(variable.dtype)) continue;
    left -= sizeOf(variable.shape);
    if (left < 0) break;
    signal?.throwIfAborted();
    const initial = await initialOf(model, variable, layer.config);
    if (initial !== null) found.set(id, initial);
  }
  return found;
}

async function initialOf(
  { tensors }: OpenModel,
  variable: Variable,
  config: Parameters<typeof initializerOf>[0],
): Promise<Initial | null> {
  const initializer = initializerOf(config, variable.role);
  if (initializer === null) return null;
  const values = toFloat64(await tensors.read(variable));
  return values && looksInitial(initializer, values, variable.shape);
}
