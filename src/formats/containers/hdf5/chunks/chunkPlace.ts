import type { ChunkedStorage } from './Chunk.ts';

/** Turns a chunk's number into its place along each axis. */
export type PlaceOf = (number: number) => number[];

/**
 * How array indexes number chunks: row by row over the largest extent, except that an unlimited axis comes first. HDF5
 * File Format Specification, appendix C ("Types of indexes for dataset chunks").
 */
export function chunkPlace({ limits, shape, chunkShape }: ChunkedStorage): PlaceOf {
  const unlimited = limits.indexOf(null);
  const axes = shape.map((_, axis) => axis).filter((axis) => axis !== unlimited);
  if (unlimited >= 0) axes.unshift(unlimited);
  const counts = axes.map((axis) => Math.ceil((limits[axis] ?? shape[axis]!) / chunkShape[axis]!));
  return (number) => {
    const place = new Array<number>(axes.length).fill(0);
    let rest = number;
    for (let i = axes.length - 1; i > 0; i--) {
      place[axes[i]!] = rest % counts[i]!;
      rest = Math.floor(rest / counts[i]!);
    }
    if (axes.length > 0) place[axes[0]!] = rest;
    return place;
  };
}
