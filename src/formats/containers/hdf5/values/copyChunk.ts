import type { Shape } from '../../../../model/index.ts';

/** A box of elements: where a chunk goes inside a dataset. */
export interface Target {
  readonly bytes: Uint8Array;
  readonly shape: Shape;
  readonly elementSize: number;
}

/** Copies a chunk into its place, leaving out what sticks out of the dataset. `place` counts chunks along each axis. */
export function copyChunk(
  chunk: Uint8Array,
  chunkShape: Shape,
  place: readonly number[],
  target: Target,
): void {
  const { shape, elementSize } = target;
  const rank = shape.length;
  const first = place.map((at, axis) => at * chunkShape[axis]!);
  const box = chunkShape.map((size, axis) => Math.min(size, shape[axis]! - first[axis]!));
  if (box.some((size) => size <= 0)) return;
  const fromStep = strides(chunkShape, elementSize);
  const toStep = strides(shape, elementSize);
  const run = box[rank - 1]! * elementSize;
  const counter = new Array<number>(rank).fill(0);
  let from = 0;
  let to = first.reduce((sum, at, axis) => sum + at * toStep[axis]!, 0);
  for (;;) {
    target.bytes.set(chunk.subarray(from, from + run), to);
    let axis = rank - 2;
    for (; axis >= 0; axis--) {
      counter[axis]!++;
      from += fromStep[axis]!;
      to += toStep[axis]!;
      if (counter[axis]! < box[axis]!) break;
      from -= counter[axis]! * fromStep[axis]!;
      to -= counter[axis]! * toStep[axis]!;
      counter[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/** Bytes from one element to the next along each axis. */
function strides(shape: Shape, elementSize: number): number[] {
  const steps = new Array<number>(shape.length);
  let step = elementSize;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    steps[axis] = step;
    step *= shape[axis]!;
  }
  return steps;
}
