import { describe, expect, it } from 'vitest';
import type { FormatId, ModelArtifact, Variable } from '../model/index.ts';
import { alignVariables } from './index.ts';

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A graph whose variables belong to one layer. */
function graph(format: FormatId, layer: string, shapes: Shapes): ModelArtifact {
  const variables = Object.entries(shapes).map(
    ([id, shape]): Variable => ({
      ...{ id, layer, role: id, purpose: 'weight', named: 'file', dtype: 'float32', shape, place: id },
      byteLength: 4,
      storage: { member: null, layout: { kind: 'contiguous', offset: 0, byteLength: 4 } },
    }),
  );
  return {
    ...{ name: 'model', format, holds: 'model', byteLength: 0, className: 'GraphDef', config: {} },
    producer: { kerasVersion: null, backend: null, savedAt: null },
    ...{ layers: [], graph: { missing: 'a sketch' }, variables, compile: null, notes: [] },
  };
}

describe('variables of layers that have no counterpart, because a converter groups operations otherwise', () => {
  const saved = graph('saved-model', 'dnn/hidden', {
    'dnn/hidden/kernel': [4, 3],
    'dnn/hidden/bias': [3],
    'dnn/out/kernel': [3, 2],
  });
  const converted = graph('tfjs-graph', 'dnn', { 'dnn/hidden/kernel': [4, 3], 'dnn/hidden/bias': [5] });
  const layers = [
    { kind: 'only-b', b: 'dnn' },
    { kind: 'only-a', a: 'dnn/hidden' },
  ] as const;

  it('belong together where name and shape are the same in both files, and only there', () => {
    expect(alignVariables(saved, converted, layers)).toEqual([
      { kind: 'only-b', b: 'dnn/hidden/bias' },
      {
        kind: 'both',
        a: 'dnn/hidden/kernel',
        b: 'dnn/hidden/kernel',
        how: 'name',
        confidence: 0.9,
        evidence: [],
      },
      { kind: 'only-a', a: 'dnn/hidden/bias' },
      { kind: 'only-a', a: 'dnn/out/kernel' },
    ]);
  });
});
