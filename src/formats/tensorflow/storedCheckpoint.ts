import type { CheckpointWeights, StoredWeight } from '../../model/index.ts';
import type { BundleTensor } from './bundleTensors.ts';
import type { ObjectGraph } from './ObjectGraph.ts';

/** A checkpoint as TensorFlow finds it when it restores: objects with their attributes, and the values of variables. */
export function storedCheckpoint(
  graph: ObjectGraph,
  tensors: ReadonlyMap<string, BundleTensor>,
): CheckpointWeights {
  const weightOf = (key: string | undefined): StoredWeight | null => {
    const tensor = key === undefined ? undefined : tensors.get(key);
    if (!tensor) return null;
    const { place, dataset } = tensor;
    return { name: VALUE, place, shape: dataset.shape, dtype: dataset.dtype };
  };
  const objects = graph.map(({ children, values }) => ({
    children,
    weight: weightOf(values.find(({ name }) => name === VALUE)?.key),
  }));
  return { kind: 'checkpoint', objects };
}

const VALUE = 'VARIABLE_VALUE';
