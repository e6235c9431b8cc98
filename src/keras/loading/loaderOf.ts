import type { StoredWeights } from '../../model/index.ts';
import type { LoadingKeras } from './LoadingKeras.ts';
import { KerasError } from './Writing.ts';

/** Which of Keras' loaders a file is given to. */
export interface Loader {
  readonly kind: 'legacy' | 'v3' | 'checkpoint';
}

/**
 * The loader that `model.load_weights(fileName)` picks: the end of the name decides, hardly ever the content
 * (`load_weights` in `keras/src/saving/saving_api.py` of both Kerases). Throws `KerasError` for a name that Keras 3
 * refuses.
 */
export function loaderOf({
  fileName,
  keras,
  weights,
}: {
  readonly fileName: string;
  readonly keras: LoadingKeras;
  readonly weights: StoredWeights;
}): Loader {
  if (isCheckpoint(weights) && keras === '2.15') return { kind: 'checkpoint' };
  if (fileName.endsWith('.weights.h5')) return { kind: 'v3' };
  const isZip = weights.kind === 'v3' && weights.archive;
  if (fileName.endsWith('.keras')) return { kind: keras === '3.15' || isZip ? 'v3' : 'legacy' };
  if (keras === '2.15' || /\.(h5|hdf5)$/.test(fileName)) return { kind: 'legacy' };
  throw new KerasError(
    `File format not supported: filepath=${fileName}. Keras 3 only supports V3 \`.keras\` files, \`.weights.h5\` files, legacy H5 format files (\`.h5\` extension), or Orbax checkpoints.`,
  );
}

/** Whether TensorFlow restores it: by objects, or by names as TensorFlow 1 wrote them. */
export const isCheckpoint = ({ kind }: StoredWeights): boolean => kind === 'checkpoint' || kind === 'names';
