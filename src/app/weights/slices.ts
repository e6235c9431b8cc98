import type { VariableDetail } from '../../pipeline/index.ts';

type Heat = NonNullable<VariableDetail['heat']>;

/** The planes of the last two axes: how many there are, their rows, and what each is called. */
export interface Slices {
  readonly rows: number;
  readonly names: readonly string[];
}

/** How a tensor of more than two axes falls into planes; null where there is one plane, or blocks were drawn together. */
export function slicesOf(heat: Heat, shape: readonly number[]): Slices | null {
  const leading = shape.slice(0, -2);
  const planes = leading.reduce((product, axis) => product * axis, 1);
  const rows = shape.at(-2) ?? 1;
  if (heat.reduced || shape.length < 3 || planes < 2 || planes * rows !== heat.rows) return null;
  const names = Array.from({ length: planes }, (_, plane) => {
    let rest = plane;
    const index = [...leading].reverse().map((axis) => {
      const at = rest % axis;
      rest = Math.floor(rest / axis);
      return at;
    });
    return `[${index.reverse().join(', ')}]`;
  });
  return { rows, names };
}

/** One plane of the maps. */
export function sliced(heat: Heat, { rows }: Slices, plane: number): Heat {
  const part = (values: Float32Array) =>
    values.subarray(plane * rows * heat.columns, (plane + 1) * rows * heat.columns);
  return { ...heat, rows, a: part(heat.a), b: part(heat.b), delta: part(heat.delta) };
}
