/** Sizes of a stored tensor's axes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** A shape with unknown axes (`null`), as models declare for the batch axis. */
export type PartialShape = readonly (number | null)[];

/** Number of elements; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, axis) => product * axis, 1);
}

/** Whether two shapes are the same, axis by axis. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}

/** `96 × 64`, or `scalar`; unknown axes print as `?`. */
export function formatShape(shape: PartialShape): string {
  return shape.length === 0 ? 'scalar' : shape.map((axis) => axis ?? '?').join(' × ');
}
