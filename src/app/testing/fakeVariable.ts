import type { VariableRow } from '../../diff/index.ts';
import type { ValueSummary, VariableDetail } from '../../pipeline/index.ts';

/** Details of a variable that look real: two bells, one wider, and their difference. */
export function fakeVariable(row: VariableRow | undefined): VariableDetail {
  const shape = row?.shape ?? [];
  const count = shape.reduce((product, axis) => product * axis, 1);
  const columns = shape.at(-1) ?? 1;
  const rows = Math.max(1, Math.min(256, count / columns));
  const random = mulberry(count + (row?.role.length ?? 0));
  const bell = (spread: number) => (random() + random() + random() + random() - 2) * spread;
  const same = row?.status === 'identical';
  const a = Float32Array.from({ length: rows * columns }, () => bell(0.25));
  const b = same ? a.slice() : a.map(() => bell(0.17));
  const delta = b.map((value, at) => value - (a[at] ?? 0));
  const largest = [...delta.keys()]
    .sort((x, y) => Math.abs(delta[y] ?? 0) - Math.abs(delta[x] ?? 0))
    .slice(0, 100)
    .map((at) => ({
      index: shape.length > 1 ? [Math.floor(at / columns), at % columns] : [at],
      a: a[at] ?? 0,
      b: b[at] ?? 0,
    }));
  return {
    a: figures(a, shape),
    b: figures(b, shape),
    delta: same ? null : figures(delta, shape),
    largest: same ? [] : largest,
    histogram: { from: -0.6, to: 0.6, a: bins(a, -0.6, 0.6), b: bins(b, -0.6, 0.6) },
    deltaHistogram: same ? null : { from: -0.6, to: 0.6, counts: bins(delta, -0.6, 0.6) },
    heat: shape.length === 0 ? null : { rows, columns, a, b, delta, reduced: false },
  };
}

function figures(values: Float32Array, shape: readonly number[]): ValueSummary {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return {
    dtype: 'float32',
    shape,
    count: values.length,
    min: Math.min(...values),
    max: Math.max(...values),
    mean,
    std: Math.sqrt(squares / values.length - mean * mean),
    norm: Math.sqrt(squares),
    zeros: 0,
    nan: 0,
    inf: 0,
  };
}

function bins(values: Float32Array, from: number, to: number): number[] {
  const counts = new Array<number>(64).fill(0);
  for (const value of values) {
    const at = Math.min(63, Math.max(0, Math.floor(((value - from) / (to - from)) * 64)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
