import type { Grade } from '../../diagnose/index.ts';
import type { LayerVerdict, VariableStatus } from '../../diff/index.ts';
import type { FormatId } from '../../model/index.ts';
import type { RunVerdict } from '../../run/index.ts';
import type { Verdict } from '../Report.ts';

/** Everything that a layer, a variable or a pair of models can be said to be. */
export type StateName = RunVerdict | LayerVerdict | VariableStatus | Verdict;

/** How each state is called. */
export const STATE_WORDS: Readonly<Record<StateName, string>> = {
  identical: 'identical',
  equal: 'equal',
  close: 'close',
  equivalent: 'equivalent',
  noise: 'noise',
  born: 'born here',
  inherited: 'inherited',
  amplified: 'amplified',
  absorbed: 'absorbed',
  'not-run': 'not run',
  different: 'different',
  moved: 'moved',
  transformed: 'transformed',
  shape: 'shape differs',
  'only-a': 'only in A',
  'only-b': 'only in B',
  inconclusive: 'inconclusive',
};

/** The verdict as a heading. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  identical: 'Identical',
  equivalent: 'Equivalent',
  different: 'Different',
  inconclusive: 'Inconclusive',
};

/** How sure the best finding is, beside the verdict. */
export const GRADE_WORDS: Readonly<Record<Grade, { readonly finding: string; readonly verdict: string }>> = {
  proven: { finding: 'Proven', verdict: 'Cause proven' },
  likely: { finding: 'Likely', verdict: 'Cause likely' },
  possible: { finding: 'Possible', verdict: 'Cause possible' },
  ask: { finding: 'Question', verdict: 'A question is open' },
};

/** What a format is called. */
export const FORMAT_WORDS: Readonly<Record<FormatId, string>> = {
  'keras-v3': '.keras archive',
  'keras-h5': 'HDF5 model',
  'weights-v3': 'Keras 3 weights',
  'weights-legacy': 'HDF5 weights',
  'tfjs-layers': 'TensorFlow.js layers model',
  'tfjs-graph': 'TensorFlow.js graph model',
  'saved-model': 'SavedModel',
  architecture: 'architecture (JSON or YAML)',
  checkpoint: 'TensorFlow checkpoint',
  safetensors: 'safetensors weights',
  tflite: 'TensorFlow Lite model',
  onnx: 'ONNX model',
};
