import type { LayerRow, VariableRow } from '../../diff/index.ts';
import type { ModelSummary, Report } from '../../report/index.ts';
import type { RunComparison, RunRow } from '../../run/index.ts';

/** A model's summary with everything that a test does not care about filled in. */
export function summary(change: Partial<ModelSummary>): ModelSummary {
  return {
    name: 'model.keras',
    format: 'keras-v3',
    holds: 'model',
    className: 'Functional',
    producer: { kerasVersion: '3.8.0', backend: 'tensorflow', savedAt: '2026-10-02@10:11:12' },
    sha256: '9f2c'.repeat(16),
    bytes: 118_204,
    layerCount: 20,
    variableCount: 28,
    parameterCount: 24_005,
    optimizerVariableCount: 0,
    inputs: [{ name: 'x', shape: [null, 96], dtype: 'float32' }],
    outputs: [{ name: 'score', shape: [null, 3], dtype: 'float32' }],
    runs: { can: true },
    notes: [],
    ...change,
  };
}

/** A layer's row: same name on both sides, nothing different. */
export function layer(id: string, className: string, change: Partial<LayerRow> = {}): LayerRow {
  return {
    a: id,
    b: id,
    how: 'name',
    confidence: 1,
    evidence: [{ by: 'name', agrees: true, says: `Both are called \`${id}\`.` }],
    className,
    classNameB: null,
    kind: className === 'Functional' ? 'model' : 'layer',
    depth: id.split('/').length - 1,
    detail: '',
    config: [],
    variables: [],
    verdict: 'identical',
    ...change,
  };
}

/** A variable's row: the same bytes on both sides. */
export function variable(
  id: string,
  shape: readonly number[],
  change: Partial<VariableRow> = {},
): VariableRow {
  const owner = id.slice(0, id.lastIndexOf('/'));
  return {
    a: id,
    b: id,
    how: 'name',
    layerA: owner,
    layerB: owner,
    role: id.slice(id.lastIndexOf('/') + 1),
    dtype: 'float32',
    shape,
    dtypeB: 'float32',
    shapeB: shape,
    status: 'identical',
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
    ...change,
  };
}

/** A layer's row of a run: equal everywhere. */
export function ran(id: string, className: string, change: Partial<RunRow> = {}): RunRow {
  return {
    a: id,
    b: id,
    nodeA: id,
    nodeB: id,
    className,
    shape: [8, 64],
    maxAbs: 0,
    relative: 0,
    ownError: 0,
    inputError: 0,
    noiseFloor: 1e-7,
    nanA: 0,
    nanB: 0,
    verdict: 'equal',
    ...change,
  };
}

/** A run that covered everything. */
export function run(change: Partial<RunComparison>): RunComparison {
  return {
    inputs: { source: 'generated, seed 0', sha256: '77aa'.repeat(16), samples: 8 },
    backend: 'wasm',
    confirmedOn: 'cpu',
    coverage: { executed: 20, total: 20 },
    outputs: [],
    layers: [],
    firstDivergent: null,
    samples: [],
    ...change,
  };
}

/** A report with nothing in it but what is given. */
export function report(change: Partial<Report>): Report {
  return {
    schema: 1,
    madeBy: 'twinspect@0.1.0',
    madeAt: '2026-11-21T11:00:00.000Z',
    verdict: 'different',
    headline: 'They predict differently.',
    a: summary({}),
    b: summary({ name: 'model_b.keras' }),
    layers: [],
    variables: [],
    runs: [],
    findings: [],
    ruledOut: [],
    settings: { samples: 8, seed: 0, run: true, backend: 'wasm', tolerance: 'measured' },
    redacted: [],
    ...change,
  };
}
