import type { Tensor } from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';

/** Refuses an input of another rank. */
export function rankMustBe(x: Tensor, ...ranks: readonly number[]): void {
  if (!ranks.includes(x.rank))
    throw new RunStop(
      `Its input has rank ${x.rank} (${x.shape.join(' × ')}) where it takes ${ranks.join(' or ')}.`,
    );
}

/** The size of an axis. */
export function axisSize(x: Tensor, axis: number): number {
  const size = x.shape[axis < 0 ? axis + x.rank : axis];
  if (size === undefined) throw new RunStop(`Its input has rank ${x.rank} and no axis ${axis}.`);
  return size;
}

/** Shape of all ones but the given axes: for broadcasting a weight along them. */
export function alongAxes(x: Tensor, axes: readonly number[]): number[] {
  return x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
}

/** All axes but the given ones. */
export function otherAxes(rank: number, axes: readonly number[]): number[] {
  return [...Array(rank).keys()].filter((axis) => !axes.includes(axis));
}
