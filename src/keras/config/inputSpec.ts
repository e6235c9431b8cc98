import { isArray, type PartialShape } from '../../model/index.ts';
import type { Envelope } from './Envelope.ts';

/** `batch_shape` of Keras 3, `batch_input_shape` before. */
export function shapeOf(config: Envelope['config']): PartialShape {
  const shape = config.batch_shape ?? config.batch_input_shape;
  return isArray(shape) ? shape.map((axis) => (typeof axis === 'number' ? axis : null)) : [];
}

/** An input layer's dtype; `float32` when the file leaves it out, as Keras does. */
export function dtypeOf(config: Envelope['config']): string {
  return typeof config.dtype === 'string' ? config.dtype : 'float32';
}
