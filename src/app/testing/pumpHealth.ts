import type { LayerRow, VariableRow } from '../../diff/index.ts';
import type { Report } from '../../report/index.ts';
import type { RunRow, RunVerdict, SampleRow } from '../../run/index.ts';
import { layer, ran, report, run, summary, variable } from './build.ts';
import { PUMP_FINDING, PUMP_RULED_OUT } from './pumpFinding.ts';

type Line = readonly [
  id: string,
  className: string,
  detail: string,
  own: number,
  input: number,
  out: number,
  verdict: RunVerdict,
];

const branch = (name: string, own: number, out: number, after: readonly number[]): Line[] => [
  [`${name}/normalization`, 'Normalization', '', 1.3e-7, 0, 3.71e-8, 'noise'],
  [`${name}/dense`, 'Dense', '64', own, 1e-7, out, 'born'],
  [`${name}/batch_normalization`, 'BatchNormalization', '', 4.9e-8, out, after[0] ?? 1, 'inherited'],
  [`${name}/activation`, 'ReLU', '', 0, 1.2, after[1] ?? 1, 'inherited'],
  [`${name}/dropout`, 'Dropout', '', 0, 1.2, after[1] ?? 1, 'inherited'],
];

const LINES: readonly Line[] = [
  ['left', 'InputLayer', '', 0, 0, 0, 'equal'],
  ['right', 'InputLayer', '', 0, 0, 0, 'equal'],
  ...branch('branch_left', 0.964, 0.964, [0.859, 0.633]),
  ...branch('branch_right', 1.35, 1.35, [1.57, 1.36]),
  ['merge', 'Concatenate', '', 0, 0.653, 0.653, 'inherited'],
  ['fusion/dense', 'Dense', '64', 7.8e-8, 1.4, 1.4, 'inherited'],
  ['fusion/batch_normalization', 'BatchNormalization', '', 3.7e-8, 1, 1.22, 'inherited'],
  ['fusion/activation', 'ReLU', '', 0, 1, 0.894, 'inherited'],
  ['head_dropout', 'Dropout', '', 0, 1, 0.894, 'inherited'],
  ['head_dense', 'Dense', '32', 1.2e-7, 0.6, 1.02, 'inherited'],
  ['score', 'Dense', '3', 1.2e-7, 0.85, 0.888, 'inherited'],
];

const RENAMED: Readonly<Record<string, string>> = { merge: 'concatenate', head_dropout: 'dropout_2' };

const ROLES: Readonly<Record<string, readonly (readonly [string, readonly number[]])[]>> = {
  Normalization: [
    ['mean', [96]],
    ['variance', [96]],
    ['count', []],
  ],
  Dense: [
    ['kernel', [96, 64]],
    ['bias', [64]],
  ],
  BatchNormalization: [
    ['gamma', [64]],
    ['beta', [64]],
    ['moving_mean', [64]],
    ['moving_variance', [64]],
  ],
};

const other = (id: string) =>
  id.startsWith('branch_left') ? id.replace('left', 'right') : id.replace('right', 'left');

/** The variables of a layer; the two exchanged dense layers hold each other's. */
function variablesOf([id, className, , own]: Line): VariableRow[] {
  return (ROLES[className] ?? []).map(([role, shape]) => {
    const path = `${id}/${role}`;
    if (className !== 'Dense' || own < 0.1) return variable(path, shape);
    const kernel = role === 'kernel';
    return variable(path, shape, {
      status: 'moved',
      movedFrom: other(path),
      maxAbs: kernel ? 0.489 : 0.207,
      maxAbsAt: kernel ? [49, 56] : [12],
      maxRel: 311,
      maxRelAt: kernel ? [3, 1] : [2],
      meanAbs: 0.122,
      rms: 0.153,
      cosine: -0.0019,
      countDifferent: shape.reduce((product, axis) => product * axis, 1),
      maxA: 0.567,
    });
  });
}

function build(): Report {
  const layers: LayerRow[] = [];
  const variables: VariableRow[] = [];
  const rows: RunRow[] = [];
  for (const line of LINES) {
    const [id, className, detail, own, input, out, verdict] = line;
    if (id === 'branch_left/normalization' || id === 'branch_right/normalization') {
      const parent = id.split('/')[0] ?? '';
      layers.push(layer(parent, 'Functional', { verdict: 'moved' }));
    }
    const mine = variablesOf(line);
    const indices = mine.map((_, at) => variables.length + at);
    variables.push(...mine);
    const b = RENAMED[id] ?? id;
    const moved = mine.some((row) => row.status === 'moved');
    const depth = id.startsWith('branch') ? 1 : 0;
    layers.push(
      layer(id, className, {
        b,
        detail,
        depth,
        how: b === id ? 'name' : 'position',
        variables: indices,
        verdict: moved ? 'moved' : 'identical',
        config:
          id === 'head_dropout'
            ? [
                {
                  key: 'rate',
                  a: 0.3,
                  b: 0.2,
                  defaulted: null,
                  relevance: 'training',
                  because: 'Dropout is inactive when predicting.',
                },
              ]
            : [],
      }),
    );
    rows.push(
      ran(id, className, { b, ownError: own, inputError: input, relative: out, maxAbs: out, verdict }),
    );
  }
  layers.push(
    layer('output_float32', 'Activation', {
      a: null,
      how: null,
      confidence: null,
      detail: 'linear',
      verdict: 'only-b',
    }),
  );
  return report({
    verdict: 'different',
    headline: 'B holds the weights of `branch_left/dense` and `branch_right/dense` the wrong way round.',
    a: summary({ name: 'pump_health.keras', inputs: ports() }),
    b: summary({
      name: 'pump_health_restored.keras',
      producer: { kerasVersion: '3.11.2', backend: 'jax', savedAt: '2026-11-02@09:00:00' },
      sha256: '51d0'.repeat(16),
      bytes: 118_340,
      layerCount: 21,
      inputs: ports(),
    }),
    layers,
    variables,
    runs: [
      run({
        layers: rows,
        firstDivergent: 'branch_left/dense',
        samples: SAMPLES,
        outputs: [
          {
            name: 'score',
            shape: [8, 3],
            maxAbs: 0.83,
            maxRel: 11.2,
            meanAbs: 0.31,
            rms: 0.4,
            flips: 4,
            allowed: 1e-6,
            nanA: 0,
            nanB: 0,
            verdict: 'different',
          },
        ],
      }),
    ],
    findings: [PUMP_FINDING],
    ruledOut: PUMP_RULED_OUT,
  });
}

const ports = () => [
  { name: 'left', shape: [null, 96], dtype: 'float32' },
  { name: 'right', shape: [null, 96], dtype: 'float32' },
];

const sample = (index: number, gap: number, a: readonly number[], b: readonly number[]): SampleRow => ({
  index,
  gap,
  flipped: a.indexOf(Math.max(...a)) !== b.indexOf(Math.max(...b)),
  a,
  b,
});

const SAMPLES: readonly SampleRow[] = [
  sample(0, 0.327, [0.02, 0.05, 0.93], [0.05, 0.347, 0.603]),
  sample(1, 0.794, [0.7, 0.184, 0.116], [0.05, 0.04, 0.91]),
  sample(2, 0.317, [0.06, 0.9, 0.04], [0.03, 0.713, 0.257]),
  sample(3, 0.156, [0.08, 0.1, 0.82], [0.012, 0.012, 0.976]),
  sample(4, 0.409, [0.07, 0.18, 0.75], [0.479, 0.18, 0.341]),
  sample(5, 0.611, [0.33, 0.05, 0.62], [0.22, 0.65, 0.13]),
  sample(6, 0.83, [0.066, 0.849, 0.085], [0.014, 0.07, 0.916]),
  sample(7, 0.285, [0.65, 0.035, 0.315], [0.85, 0.12, 0.03]),
];

/** Two branches got each other's weights after a restore. */
export const PUMP_HEALTH: Report = build();
