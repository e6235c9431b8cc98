import type { CheckpointWeights, NamedWeights, StoredWeight } from '../../model/index.ts';
import type { BundleTensor } from './bundleTensors.ts';
import type { Checkpoint } from './Checkpoint.ts';

/**
 * A checkpoint as TensorFlow finds it when it restores: objects with their attributes, and the values of variables; names
 * alone where it has no objects.
 */
export function storedCheckpoint({
  graph,
  tensors,
}: Pick<Checkpoint, 'graph' | 'tensors'>): CheckpointWeights | NamedWeights {
  if (graph === null)
    return { kind: 'names', weights: [...tensors].map(([name, tensor]) => weightOf(tensor, name)) };
  const objects = graph.map(({ children, values }) => {
    const key = values.find(({ name }) => name === VALUE)?.key;
    const tensor = key === undefined ? undefined : tensors.get(key);
    return { children, weight: tensor ? weightOf(tensor, VALUE) : null };
  });
  return { kind: 'checkpoint', objects };
}

const VALUE = 'VARIABLE_VALUE';

const weightOf = ({ place, dataset }: BundleTensor, name: string): StoredWeight => ({
  name,
  place,
  shape: dataset.shape,
  dtype: dataset.dtype,
});
