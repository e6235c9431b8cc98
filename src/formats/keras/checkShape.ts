import { ReadError, type Shape } from '../../model/index.ts';
import type { StoredTensor } from './StoredTensor.ts';

type Pattern = readonly (number | null)[];

/** Throws `ReadError('corrupt')` unless a stored shape fits what the config implies; `null` axes fit anything. */
export function checkShape(pattern: Pattern | null, tensor: StoredTensor, name: string): void {
  const { shape } = tensor.dataset;
  if (pattern === null || fits(shape, pattern)) return;
  throw new ReadError(
    'corrupt',
    `${name} is stored as ${show(shape)}, but the config asks for ${show(pattern)}. The weights do not belong to this config.`,
    tensor.place,
  );
}

function fits(shape: Shape, pattern: Pattern): boolean {
  return shape.length === pattern.length && pattern.every((axis, i) => axis === null || axis === shape[i]);
}

const show = (shape: Pattern): string => `[${shape.map((axis) => axis ?? 'any').join(', ')}]`;
