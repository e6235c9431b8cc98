import type { Finding, RuledOut } from '../../diagnose/index.ts';

/** Exchanged branches, proven by putting them back. */
export const PUMP_FINDING: Finding = {
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
      says: 'Putting them back makes all 8 samples agree: the largest gap falls from 0.830 to 2.1e−7, inside the float noise of 1.0e−6. Nothing else in the two files changes a prediction.',
      on: ['branch_left/dense', 'branch_right/dense'],
      figures: {
        before: 0.83,
        after: 2.1e-7,
        floor: 1e-6,
        'after #0': 4.6e-8,
        'after #1': 6.4e-8,
        'after #2': 1.7e-7,
        'after #3': 5.2e-8,
        'after #4': 1.2e-7,
        'after #5': 6.8e-8,
        'after #6': 2.1e-7,
        'after #7': 7e-8,
      },
    },
    {
      says: 'All 6,144 values of `branch_left/dense/kernel` are found in B, bit for bit, as `branch_right/dense/kernel`.',
      on: ['branch_left/dense/kernel'],
      figures: { values: 6144, equal: 6144 },
    },
    {
      says: 'Putting back only one of the two closes 26 % of the gap.',
      on: ['branch_left/dense'],
      figures: { before: 0.83, after: 0.611 },
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

/** What was looked at and is not it. */
export const PUMP_RULED_OUT: readonly RuledOut[] = [
  { cause: 'Settings', because: 'every option that matters for predictions is equal' },
  { cause: 'BatchNormalization statistics', because: 'bit-identical in all 3 layers' },
  { cause: 'Other checkpoint', because: '26 of 28 variables would differ; only 4 do' },
  { cause: 'Precision', because: 'both float32, both computed on wasm and confirmed on cpu' },
  { cause: 'output_float32 in B', because: 'a linear activation: computes nothing' },
  { cause: 'dropout_2, concatenate', because: 'other names for head_dropout and merge' },
];
