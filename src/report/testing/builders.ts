import type { LayerRow, VariableRow } from '../../diff/index.ts';
import type { RunComparison, RunRow } from '../../run/index.ts';
import type { ModelSummary, Report } from '../Report.ts';

/** A file's summary; what a test does not care about is filled in. */
export function aSummary(change: Partial<ModelSummary> = {}): ModelSummary {
  return {
    name: 'pump_health.keras',
    format: 'keras-v3',
    holds: 'model',
    className: 'Functional',
    producer: { kerasVersion: '3.8.0', backend: 'tensorflow', savedAt: '2026-11-12@10:11:12' },
    sha256: '9f2c41ab'.repeat(8),
    bytes: 118_204,
    layerCount: 19,
    variableCount: 28,
    parameterCount: 24_005,
    optimizerVariableCount: 0,
    inputs: [{ name: 'left', shape: [null, 96], dtype: 'float32' }],
    outputs: [{ name: 'score', shape: [null, 3], dtype: 'float32' }],
    runs: { can: true },
    notes: [],
    ...change,
  };
}

/** A layer that is the same on both sides. */
export function aLayer(id: string, className: string, change: Partial<LayerRow> = {}): LayerRow {
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

/** A variable with the same bytes on both sides. */
export function aVariable(layer: string, role: string, change: Partial<VariableRow> = {}): VariableRow {
  return {
    a: `${layer}/${role}`,
    b: `${layer}/${role}`,
    how: 'name',
    layerA: layer,
    layerB: layer,
    role,
    dtype: 'float32',
    shape: role === 'kernel' ? [96, 64] : [64],
    dtypeB: 'float32',
    shapeB: role === 'kernel' ? [96, 64] : [64],
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

/** A layer's row in a run: nothing differs. */
export function aRunRow(id: string, className: string, change: Partial<RunRow> = {}): RunRow {
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

/** A run that covered everything and found nothing. */
export function aRun(change: Partial<RunComparison> = {}): RunComparison {
  return {
    inputs: { source: 'generated, seed 0', sha256: '77aa01bc'.repeat(8), samples: 8 },
    backend: 'wasm',
    confirmedOn: 'cpu',
    coverage: { executed: 19, total: 19 },
    outputs: [anOutput()],
    layers: [],
    firstDivergent: null,
    samples: [],
    ...change,
  };
}

/** An output on which both agree. */
export function anOutput(
  change: Partial<RunComparison['outputs'][number]> = {},
): RunComparison['outputs'][number] {
  return {
    name: 'score',
    shape: [8, 3],
    maxAbs: 0,
    maxRel: 0,
    meanAbs: 0,
    rms: 0,
    flips: 0,
    allowed: 3e-7,
    nanA: 0,
    nanB: 0,
    verdict: 'equal',
    ...change,
  };
}

/** A report with nothing in it but what is given. */
export function aReport(change: Partial<Report> = {}): Report {
  return {
    schema: 1,
    madeBy: 'twinspect@0.1.0',
    madeAt: '2026-11-21T14:02:00.000Z',
    verdict: 'identical',
    headline: 'The same computation and the same bytes, in all 28 variables.',
    a: aSummary(),
    b: aSummary({
      name: 'pump_health_restored.keras',
      producer: { kerasVersion: '3.11.2', backend: 'tensorflow', savedAt: '2026-11-19@09:00:00' },
      sha256: '07dec9f3'.repeat(8),
      bytes: 118_377,
    }),
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
