/** One spatial axis of a layer whose kernel is not shared. */
export interface LocalAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
}

/** How places of an input and an output lie in memory: `(…, channels)` or `(channels, …)`. */
export type Order = 'channels_last' | 'channels_first';

/**
 * Input places that each output place of an axis sees. `same` lays the kernel's middle on `place · stride`, other than
 * convolutions do (`keras/utils/conv_utils.py`, `conv_connected_inputs`).
 */
function placesOf({ size, kernel, stride }: LocalAxis, padding: 'same' | 'valid'): number[][] {
  const count = Math.ceil((padding === 'same' ? size : size - kernel + 1) / stride);
  const before = padding === 'same' ? Math.floor(kernel / 2) : 0;
  return [...Array(Math.max(0, count)).keys()].map((place) =>
    [...Array(kernel).keys()].map((k) => place * stride - before + k).filter((at) => at >= 0 && at < size),
  );
}

/** For each output place, in order, the input places that it sees, in order; both counted over all axes. */
export function localWindows(
  axes: readonly LocalAxis[],
  padding: 'same' | 'valid',
): { readonly outputs: readonly number[]; readonly windows: readonly (readonly number[])[] } {
  const perAxis = axes.map((axis) => placesOf(axis, padding));
  const windows = perAxis.reduce<number[][]>(
    (found, places, i) =>
      found.flatMap((seen) =>
        places.map((inputs) => seen.flatMap((at) => inputs.map((next) => at * (axes[i]?.size ?? 1) + next))),
      ),
    [[0]],
  );
  return { outputs: perAxis.map((places) => places.length), windows };
}

/** Places in memory of all channels of some input places, in the order of memory. */
export function elementsOf(places: readonly number[], channels: number, all: number, order: Order): number[] {
  const every = [...Array(channels).keys()];
  if (order === 'channels_last') return places.flatMap((place) => every.map((c) => place * channels + c));
  return every.flatMap((c) => places.map((place) => c * all + place));
}
