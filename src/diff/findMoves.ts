import { isFloat, type Variable } from '../model/index.ts';
import { hashTensor } from './hashTensor.ts';
import { transformOf } from './transforms.ts';
import type { VariableRow } from './VariableRow.ts';
import type { Models, Watch } from './variableRows.ts';

/**
 * Looks for the values of differing rows elsewhere: a row whose B values are, bit for bit, those of another variable of A
 * is `moved`; one whose values are A's turned, permuted or rounded is `transformed`. Only tensors of the types and shapes
 * in question are read.
 */
export async function findMoves(
  models: Models,
  rows: readonly VariableRow[],
  watch: Watch = {},
): Promise<VariableRow[]> {
  const suspects = rows.filter(isSuspect);
  if (suspects.length === 0) return [...rows];
  const sources = await hashSources(models, new Set(suspects.map(kindOf)), watch);
  const byIdB = new Map(models.b.artifact.variables.map((it) => [it.id, it]));
  const byIdA = new Map(models.a.artifact.variables.map((it) => [it.id, it]));
  const found: VariableRow[] = [];
  for (const row of rows) {
    watch.signal?.throwIfAborted();
    found.push(isSuspect(row) ? await explain(row, models, byIdA, byIdB, sources) : row);
  }
  return found;
}

function isSuspect(row: VariableRow): boolean {
  return (row.status === 'different' || row.status === 'shape' || row.status === 'only-b') && row.b !== null;
}

const kindOf = (row: VariableRow): string =>
  `${row.dtypeB ?? row.dtype}[${(row.shapeB ?? row.shape).join()}]`;

/** Content of A's weights → the variable that holds it; `null` where several do. */
async function hashSources(
  models: Models,
  kinds: ReadonlySet<string>,
  watch: Watch,
): Promise<Map<string, string | null>> {
  const sources = new Map<string, string | null>();
  for (const variable of models.a.artifact.variables) {
    if (variable.purpose !== 'weight' || !kinds.has(`${variable.dtype}[${variable.shape.join()}]`)) continue;
    watch.signal?.throwIfAborted();
    const hash = await hashTensor({ model: models.a, variable });
    if (hash !== null) sources.set(hash, sources.has(hash) ? null : variable.id);
  }
  return sources;
}

async function explain(
  row: VariableRow,
  models: Models,
  byIdA: ReadonlyMap<string, Variable>,
  byIdB: ReadonlyMap<string, Variable>,
  sources: ReadonlyMap<string, string | null>,
): Promise<VariableRow> {
  const b = byIdB.get(row.b as string) as Variable;
  const hash = await hashTensor({ model: models.b, variable: b });
  const source = hash === null ? null : (sources.get(hash) ?? null);
  if (source !== null && source !== row.a && row.a !== null) {
    return row.status === 'different'
      ? { ...row, status: 'moved', movedFrom: source }
      : { ...row, movedFrom: source };
  }
  const a = row.a === null ? undefined : byIdA.get(row.a);
  if (!a || !isFloat(a.dtype) || !isFloat(b.dtype)) return row;
  const [x, y] = await Promise.all([models.a.tensors.read(a), models.b.tensors.read(b)]);
  const transform = transformOf(x, y);
  return transform === null ? row : { ...row, status: 'transformed', transform };
}
