import type { Shape } from '../../model/index.ts';

/** Whether a stored shape fits what the config implies; `null` axes fit anything. */
export function fits(shape: Shape, pattern: readonly (number | null)[]): boolean {
  return shape.length === pattern.length && pattern.every((axis, i) => axis === null || axis === shape[i]);
}
