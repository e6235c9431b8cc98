/** Zeros before and after an axis. */
export type Sides = readonly [before: number, after: number];

/** One axis of a sliding window. */
export interface WindowAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

/** How far a kernel reaches with its gaps. */
export function reach(axis: WindowAxis): number {
  return (axis.kernel - 1) * axis.dilation + 1;
}

/**
 * What TensorFlow pads for `same`, `valid` and `causal`. It is always computed here: the `same` of the wasm
 * convolutions is wrong where a stride exceeds its kernel.
 */
export function sidesFor(padding: 'same' | 'valid' | 'causal', axis: WindowAxis): Sides {
  if (padding === 'valid') return [0, 0];
  if (padding === 'causal') return [reach(axis) - 1, 0];
  const windows = Math.ceil(axis.size / axis.stride);
  const total = Math.max(0, (windows - 1) * axis.stride + reach(axis) - axis.size);
  const before = Math.floor(total / 2);
  return [before, total - before];
}
