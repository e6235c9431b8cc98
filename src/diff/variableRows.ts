import type { VariablePair } from '../align/index.ts';
import { isFloat, type OpenModel, type Variable } from '../model/index.ts';
import { compareValues, type Held } from './compareValues.ts';
import type { Statistics } from './Statistics.ts';
import type { VariableRow, VariableStatus } from './VariableRow.ts';

/** Below this part of the largest value a difference is `close`. */
export const CLOSE = 1e-6;

/** The two models whose variables are compared. */
export interface Models {
  readonly a: OpenModel;
  readonly b: OpenModel;
}

/** What listens and what may stop a comparison. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number, what: string) => void) | undefined;
}

/** Compares every pair of variables, values included. `moved` and `transformed` are found afterwards, by `findMoves`. */
export async function variableRows(
  models: Models,
  pairs: readonly VariablePair[],
  watch: Watch = {},
): Promise<VariableRow[]> {
  const byIdA = new Map(models.a.artifact.variables.map((it) => [it.id, it]));
  const byIdB = new Map(models.b.artifact.variables.map((it) => [it.id, it]));
  const rows: VariableRow[] = [];
  for (const pair of pairs) {
    watch.onProgress?.(rows.length, pairs.length, pair.kind === 'only-b' ? pair.b : pair.a);
    if (pair.kind === 'only-a') rows.push(alone(byIdA.get(pair.a) as Variable, 'only-a'));
    else if (pair.kind === 'only-b') rows.push(alone(byIdB.get(pair.b) as Variable, 'only-b'));
    else {
      const a = { model: models.a, variable: byIdA.get(pair.a) as Variable };
      const b = { model: models.b, variable: byIdB.get(pair.b) as Variable };
      rows.push(await both(a, b, pair.how, watch.signal));
    }
  }
  return rows;
}

type Figures = Pick<VariableRow, keyof typeof NOTHING>;

const NOTHING = {
  maxAbs: null,
  maxAbsAt: null,
  maxRel: null,
  maxRelAt: null,
  meanAbs: null,
  rms: null,
  cosine: null,
  countDifferent: null,
  maxA: null,
  nanA: 0,
  nanB: 0,
  infA: 0,
  infB: 0,
} as const;

function alone(variable: Variable, status: 'only-a' | 'only-b'): VariableRow {
  const { id, layer, role, dtype, shape } = variable;
  const inA = status === 'only-a';
  return {
    ...NOTHING,
    a: inA ? id : null,
    b: inA ? null : id,
    how: null,
    layerA: inA ? layer : null,
    layerB: inA ? null : layer,
    role,
    dtype,
    shape,
    dtypeB: inA ? null : dtype,
    shapeB: inA ? null : shape,
    status,
  };
}

async function both(
  a: Held,
  b: Held,
  how: VariableRow['how'],
  signal: AbortSignal | undefined,
): Promise<VariableRow> {
  const comparison = await compareValues(a, b, signal);
  switch (comparison.kind) {
    case 'identical':
      return rowOf(a.variable, b.variable, how, 'identical', NOTHING);
    case 'incomparable':
      return rowOf(
        a.variable,
        b.variable,
        how,
        comparison.because === 'shape' ? 'shape' : 'different',
        NOTHING,
      );
    case 'statistics': {
      const { statistics } = comparison;
      const status = statusOf(statistics, a.variable, b.variable);
      return rowOf(a.variable, b.variable, how, status, figures(statistics, a.variable.shape));
    }
  }
}

/** Spelled out: spreading so many fields is several times slower, and models have tens of thousands of rows. */
function rowOf(
  a: Variable,
  b: Variable,
  how: VariableRow['how'],
  status: VariableStatus,
  figures: Figures,
): VariableRow {
  return {
    a: a.id,
    b: b.id,
    how,
    layerA: a.layer,
    layerB: b.layer,
    role: a.role,
    dtype: a.dtype,
    shape: a.shape,
    dtypeB: b.dtype,
    shapeB: b.shape,
    status,
    maxAbs: figures.maxAbs,
    maxAbsAt: figures.maxAbsAt,
    maxRel: figures.maxRel,
    maxRelAt: figures.maxRelAt,
    meanAbs: figures.meanAbs,
    rms: figures.rms,
    cosine: figures.cosine,
    countDifferent: figures.countDifferent,
    maxA: figures.maxA,
    nanA: figures.nanA,
    nanB: figures.nanB,
    infA: figures.infA,
    infB: figures.infB,
  };
}

/** int64 beyond 2^53 may differ in bytes and not as doubles: that is a difference all the same. */
function statusOf(it: Statistics, a: Variable, b: Variable): VariableStatus {
  if (it.countDifferent === 0) return a.dtype === b.dtype && !isFloat(a.dtype) ? 'different' : 'equal';
  const specials = it.nanA !== it.nanB || it.infA !== it.infB || it.maxAbs === 0;
  return !specials && isFloat(a.dtype) && it.maxAbs <= CLOSE * it.maxA ? 'close' : 'different';
}

function figures(it: Statistics, shape: readonly number[]): Figures {
  return {
    maxAbs: it.maxAbs,
    maxAbsAt: it.maxAbsAt < 0 ? null : indexOf(it.maxAbsAt, shape),
    maxRel: it.maxRel,
    maxRelAt: it.maxRelAt < 0 ? null : indexOf(it.maxRelAt, shape),
    meanAbs: it.meanAbs,
    rms: it.rms,
    cosine: it.cosine,
    countDifferent: it.countDifferent,
    maxA: it.maxA,
    nanA: it.nanA,
    nanB: it.nanB,
    infA: it.infA,
    infB: it.infB,
  };
}

/** A flat row-major index as one index per axis. */
export function indexOf(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}
