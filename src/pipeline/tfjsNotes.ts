import { GRAPH_MODEL_FIX } from '../diagnose/index.ts';
import type { ReadNote } from '../model/index.ts';
import type { TfjsRun } from '../run/index.ts';

/**
 * What is said of a layers model that TensorFlow.js' own layers refuse. It is a note and no finding: a model that gives no
 * predictions at all does not predict differently.
 */
export function tfjsNotes(run: TfjsRun | null | undefined): ReadNote[] {
  if (run?.kind !== 'refused') return [];
  const refuses =
    run.at === 'load' ? 'refuse to load this model' : 'load this model, and stop when it predicts';
  return [
    {
      code: 'tfjs-refuses',
      message: `TensorFlow.js’ own layers ${refuses}: in a browser it gives no predictions at all. TensorFlow.js 4.22.0 says: ${run.because} ${GRAPH_MODEL_FIX}`,
      where: 'model.json',
    },
  ];
}
