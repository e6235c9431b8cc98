import type { FormatId } from '../../model/index.ts';
import type { ModelSummary, PortSummary } from '../../report/index.ts';

/** What a format is called. */
export const FORMAT_NAMES: Readonly<Record<FormatId, string>> = {
  'keras-v3': '.keras archive',
  'keras-h5': 'HDF5 model',
  'weights-v3': 'Keras 3 weights',
  'weights-legacy': 'HDF5 weights',
  'tfjs-layers': 'TensorFlow.js layers model',
  'tfjs-graph': 'TensorFlow.js graph model',
  'saved-model': 'SavedModel',
  architecture: 'architecture (JSON)',
  checkpoint: 'TensorFlow checkpoint',
};

/** Who wrote a file: `Keras 3.8.0`; nothing where the file does not say. */
export function producerWords(summary: ModelSummary): string {
  return summary.producer.kerasVersion
    ? `Keras ${summary.producer.kerasVersion}`
    : FORMAT_NAMES[summary.format];
}

/** A port without its batch axis: `256 × 256 × 3, float32`. The type alone where the file does not say the shape. */
export function portWords(port: PortSummary): string {
  if (port.shape.length === 0) return port.dtype;
  const shape = port.shape.slice(1).map((axis) => axis ?? '?');
  return `${shape.length === 0 ? 'scalar' : shape.join(' × ')}, ${port.dtype}`;
}
