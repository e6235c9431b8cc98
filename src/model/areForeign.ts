import type { FormatId, ModelArtifact } from './ModelArtifact.ts';

/** Formats that other programs convert Keras models into: their layers are operations, under names and layouts of their own. */
const CONVERTED: ReadonlySet<FormatId> = new Set<FormatId>(['tfjs-graph', 'tflite', 'onnx']);

/** Whether a file is a graph of operations that a converter wrote. */
export function isConverted({ format }: Pick<ModelArtifact, 'format'>): boolean {
  return CONVERTED.has(format);
}

type Model = Pick<ModelArtifact, 'format' | 'layers'>;

/** What the layers of a model are: Keras', operations of one converter, or nothing but names of tensors. */
function dialectOf(model: Model): FormatId | 'keras' | 'names' {
  if (isConverted(model)) return model.format;
  return model.format === 'safetensors' && model.layers.length === 0 ? 'names' : 'keras';
}

/**
 * Whether two models are described in different terms: a Keras model and what was converted of it, or tensors under the names
 * of another library. Layers without a counterpart, other shapes and folded values then say nothing against either.
 */
export function areForeign(a: Model, b: Model): boolean {
  const [left, right] = [dialectOf(a), dialectOf(b)];
  if (left === right) return false;
  const bare = a.layers.length === 0 && b.layers.length === 0;
  return !(bare && (left === 'names' || right === 'names'));
}
