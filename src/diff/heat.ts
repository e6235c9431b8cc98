import type { Shape } from '../model/index.ts';

/** A picture of a tensor has at most this many rows and columns. */
const MOST = 256;

/** Values as a picture: the last axis across, the others down. */
export interface Heat {
  readonly rows: number;
  readonly columns: number;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly delta: Float32Array;
  /** Whether blocks were drawn together: each cell is then the value of its block that is largest in size. */
  readonly reduced: boolean;
}

/** Makes the picture of two arrays of one shape and of b − a. Single changed values stay visible. */
export function heatOf(a: ArrayLike<number>, b: ArrayLike<number>, shape: Shape): Heat {
  const across = shape.at(-1) ?? 1;
  const down = across === 0 ? 0 : a.length / across;
  const rows = Math.min(MOST, down);
  const columns = Math.min(MOST, across);
  const size = rows * columns;
  const heat = { a: new Float32Array(size), b: new Float32Array(size), delta: new Float32Array(size) };
  for (let i = 0; i < a.length; i++) {
    const row = Math.floor((Math.floor(i / across) * rows) / down);
    const cell = row * columns + Math.floor(((i % across) * columns) / across);
    const [x, y] = [a[i] as number, b[i] as number];
    keepLargest(heat.a, cell, x);
    keepLargest(heat.b, cell, y);
    keepLargest(heat.delta, cell, y - x);
  }
  return { rows, columns, ...heat, reduced: rows < down || columns < across };
}

function keepLargest(into: Float32Array, cell: number, value: number): void {
  const held = into[cell] as number;
  if (Number.isNaN(value) || Math.abs(value) > Math.abs(held)) into[cell] = value;
}
