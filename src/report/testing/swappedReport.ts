import type { Finding } from '../../diagnose/index.ts';
import type { LayerRow, VariableRow } from '../../diff/index.ts';
import type { RunRow, SampleRow } from '../../run/index.ts';
import type { Report } from '../Report.ts';
import { aLayer, anOutput, aReport, aRun, aRunRow, aVariable } from './builders.ts';

const other = (id: string): string =>
  id.startsWith('branch_left') ? id.replace('left', 'right') : id.replace('right', 'left');

const bump = (center: number): number[] =>
  Array.from({ length: 64 }, (_, i) => Math.round(200 * Math.exp(-((i - center) ** 2) / 120)));

function exchanged(layer: string): VariableRow[] {
  return ['kernel', 'bias'].map((role) =>
    aVariable(layer, role, {
      status: 'moved',
      movedFrom: `${other(layer)}/${role}`,
      maxAbs: role === 'kernel' ? 0.489 : 0.207,
      maxAbsAt: role === 'kernel' ? [49, 56] : [12],
      maxRel: 311,
      maxRelAt: role === 'kernel' ? [3, 1] : [2],
      meanAbs: 0.122,
      rms: 0.153,
      cosine: -0.0019,
      countDifferent: role === 'kernel' ? 6144 : 64,
      maxA: 0.567,
      ...(role === 'kernel' ? { histogram: { from: -0.5, to: 0.5, a: bump(30), b: bump(34) } } : {}),
    }),
  );
}

const FINDING: Finding = {
  cause: 'C04',
  slug: 'rebuilt-order',
  grade: 'proven',
  share: 1,
  title: 'Two layers got each other’s weights',
  explanation:
    'Both are Dense 96 → 64, so nothing complained. B’s model lists the right branch first; the weights were handed out in that order.',
  where: ['branch_left/dense', 'branch_right/dense'],
  evidence: [
    {
      says: 'Putting them back makes all 8 samples agree: the largest gap falls from **0.830** to **2.1e−7**, inside the float noise of 3e−7.',
      on: ['branch_left/dense', 'branch_right/dense'],
      figures: { before: 0.83, after: 2.1e-7, floor: 3e-7, ...afterEach() },
    },
    {
      says: 'All values of `branch_left/dense/kernel` are found in B, bit for bit, as `branch_right/dense/kernel`.',
      on: ['branch_left/dense/kernel'],
      figures: { values: 6144, equal: 6144 },
    },
  ],
  fix: {
    text: 'Give each branch its own weights again, by name.',
    code: `from keras.models import load_model
a = load_model("pump_health.keras")
b = load_model("pump_health_restored.keras")
for name in ("branch_left", "branch_right"):
    right = a.get_layer(name).get_layer("dense")
    b.get_layer(name).get_layer("dense") \\
        .set_weights(right.get_weights())
b.save("pump_health_corrected.keras")`,
  },
  repair: 'available',
};

function afterEach(): Record<string, number> {
  const after = [4.9e-8, 6.9e-8, 1.8e-7, 5.5e-8, 1.3e-7, 7.2e-8, 2.1e-7, 7.4e-8];
  return Object.fromEntries(after.map((value, index) => [`after #${index}`, value]));
}

const GAPS = [0.327, 0.794, 0.317, 0.156, 0.409, 0.611, 0.83, 0.285];

/** What the models say about eight samples; four decisions flip. */
export const SAMPLES: readonly SampleRow[] = GAPS.map((gap, index) => {
  const flipped = [1, 4, 5, 6].includes(index);
  return { index, gap, flipped, a: [0.1, 0.85, 0.05], b: flipped ? [0.05, 0.034, 0.916] : [0.2, 0.7, 0.1] };
});

const BRANCH: readonly (readonly [
  name: string,
  className: string,
  own: number,
  input: number,
  out: number,
])[] = [
  ['normalization', 'Normalization', 3.7e-8, 0, 3.71e-8],
  ['dense', 'Dense', 0.964, 3.7e-8, 0.964],
  ['batch_normalization', 'BatchNormalization', 4.9e-8, 0.964, 0.859],
  ['activation', 'ReLU', 0, 0.859, 0.633],
  ['dropout', 'Dropout', 0, 0.633, 0.633],
];

function branch(name: string): { layers: LayerRow[]; rows: RunRow[] } {
  const layers = BRANCH.map(([short, className]) => aLayer(`${name}/${short}`, className));
  const rows = BRANCH.map(([short, className, own, input, out]) =>
    aRunRow(`${name}/${short}`, className, {
      ownError: own,
      inputError: input,
      relative: out,
      maxAbs: out,
      verdict: own > 0.1 ? 'born' : out < 1e-6 ? 'noise' : 'inherited',
    }),
  );
  return { layers, rows };
}

/** Two branches of one network got each other's weights. */
export function swappedReport(): Report {
  const [left, right] = [branch('branch_left'), branch('branch_right')];
  const variables = [
    ...exchanged('branch_left/dense'),
    ...exchanged('branch_right/dense'),
    aVariable('score', 'kernel', { shape: [32, 3], shapeB: [32, 3] }),
  ];
  const withVariables = [...left.layers, ...right.layers].map((row) =>
    row.className === 'Dense'
      ? {
          ...row,
          detail: '64',
          verdict: 'moved' as const,
          variables: row.a === 'branch_left/dense' ? [0, 1] : [2, 3],
        }
      : row,
  );
  const dropout = { key: 'rate', a: 0.3, b: 0.2, defaulted: null, relevance: 'training' as const };
  const layers = [
    aLayer('left', 'InputLayer'),
    ...withVariables,
    aLayer('merge', 'Concatenate', { b: 'concatenate', how: 'position' }),
    aLayer('head_dropout', 'Dropout', { config: [dropout] }),
    aLayer('score', 'Dense', { variables: [4], detail: '3' }),
    aLayer('output_float32', 'Activation', { a: null, how: null, confidence: null, verdict: 'only-b' }),
  ];
  const after = {
    ownError: 0,
    inputError: 0.85,
    relative: 0.888,
    maxAbs: 0.83,
    verdict: 'inherited' as const,
  };
  const rows = [
    aRunRow('left', 'InputLayer'),
    ...left.rows,
    ...right.rows,
    aRunRow('merge', 'Concatenate', { b: 'concatenate', ...after }),
    aRunRow('head_dropout', 'Dropout', after),
    aRunRow('score', 'Dense', after),
  ];
  const output = anOutput({
    maxAbs: 0.83,
    maxRel: 11.2,
    meanAbs: 0.31,
    rms: 0.4,
    flips: 4,
    verdict: 'different',
  });
  return aReport({
    verdict: 'different',
    headline: 'B holds the weights of `branch_left/dense` and `branch_right/dense` the wrong way round.',
    layers,
    variables,
    runs: [aRun({ outputs: [output], layers: rows, firstDivergent: 'branch_left/dense', samples: SAMPLES })],
    findings: [FINDING],
    ruledOut: [
      { cause: 'C24', because: 'Every option that matters for predictions is equal.' },
      { cause: 'C32', because: '`head_dropout` rate 0.3 / 0.2: inactive when predicting.' },
    ],
  });
}
