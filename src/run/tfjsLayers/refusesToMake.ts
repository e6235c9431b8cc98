import type { JsonObject } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { loadLayersModel } from './loadLayersModel.ts';
import { withoutTraces } from './withoutTraces.ts';

/**
 * What TensorFlow.js itself raises when it makes a model of a Keras config, before any weight is looked at; `null` when it
 * makes it. The model is really made, with zeros for weights, on the cpu, and let go: nothing else may run meanwhile.
 */
export async function refusesToMake(config: JsonObject): Promise<string | null> {
  const library = await import('@tensorflow/tfjs-layers');
  await switchBackend('cpu');
  const document = { modelTopology: { model_config: config } };
  try {
    await withoutTraces(() => loadLayersModel(library, { kind: 'layers', document, weights: [] }));
    return null;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return OF_WEIGHTS.test(words) ? null : words;
  }
}

/** What it says once the model is made: there are no weights to load. */
const OF_WEIGHTS = /^(\d+ of \d+ weights are not set: |Duplicate weight name: )/;
