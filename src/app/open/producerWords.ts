import { FORMAT_WORDS, type ModelSummary, type PortSummary } from '../../report/index.ts';

/** Who wrote a file: `Keras 3.8.0`; nothing where the file does not say. */
export function producerWords(summary: ModelSummary): string {
  return summary.producer.kerasVersion
    ? `Keras ${summary.producer.kerasVersion}`
    : FORMAT_WORDS[summary.format];
}

/** A port without its batch axis: `256 × 256 × 3, float32`. The type alone where the file does not say the shape. */
export function portWords(port: PortSummary): string {
  if (port.shape.length === 0) return port.dtype;
  const shape = port.shape.slice(1).map((axis) => axis ?? '?');
  return `${shape.length === 0 ? 'scalar' : shape.join(' × ')}, ${port.dtype}`;
}
