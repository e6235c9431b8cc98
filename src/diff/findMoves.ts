import { isFloat, sizeOf, type Variable } from '../model/index.ts';
import { digestTensor } from './hashTensor.ts';
import { mayBeElementwise } from './mayBeElementwise.ts';
import { roundingTolerance } from './roundingTolerance.ts';
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

/** What A's weights of the types and shapes in question hold. */
interface Sources {
  /** Content → the variable that holds it; `null` where several do. */
  readonly byContent: ReadonlyMap<string, string | null>;
  /** Variable → the sum of its elements. */
  readonly sums: ReadonlyMap<string, number>;
}

async function hashSources(models: Models, kinds: ReadonlySet<string>, watch: Watch): Promise<Sources> {
  const byContent = new Map<string, string | null>();
  const sums = new Map<string, number>();
  for (const variable of models.a.artifact.variables) {
    if (variable.purpose !== 'weight' || !kinds.has(`${variable.dtype}[${variable.shape.join()}]`)) continue;
    watch.signal?.throwIfAborted();
    const { key, sum } = await digestTensor({ model: models.a, variable });
    sums.set(variable.id, sum);
    if (key !== null) byContent.set(key, byContent.has(key) ? null : variable.id);
  }
  return { byContent, sums };
}

async function explain(
  row: VariableRow,
  models: Models,
  byIdA: ReadonlyMap<string, Variable>,
  byIdB: ReadonlyMap<string, Variable>,
  sources: Sources,
): Promise<VariableRow> {
  const b = byIdB.get(row.b as string) as Variable;
  const { key, sum } = await digestTensor({ model: models.b, variable: b });
  const source = key === null ? null : (sources.byContent.get(key) ?? null);
  if (source !== null && source !== row.a && row.a !== null) {
    return row.status === 'different'
      ? { ...row, status: 'moved', movedFrom: source }
      : { ...row, movedFrom: source };
  }
  const a = row.a === null ? undefined : byIdA.get(row.a);
  if (!a || !isFloat(a.dtype) || !isFloat(b.dtype)) return row;
  if (sizeOf(a.shape) !== sizeOf(b.shape)) return row;
  const pair = [
    { model: models.a, variable: a },
    { model: models.b, variable: b },
  ] as const;
  const sumA = sources.sums.get(a.id) ?? (await digestTensor(pair[0])).sum;
  // Searching is slow, and most tensors that differ were trained: they hold other elements, which nothing explains.
  const tolerance = roundingTolerance(a, b);
  const mayBePermuted = a.dtype !== b.dtype || sumA === sum || row.nanA > 0 || tolerance !== null;
  if (!mayBePermuted && !(await mayBeElementwise(...pair))) return row;
  const [x, y] = await Promise.all([models.a.tensors.read(a), models.b.tensors.read(b)]);
  const transform = transformOf(x, y, tolerance);
  return transform === null ? row : { ...row, status: 'transformed', transform };
}
