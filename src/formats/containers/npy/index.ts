/** Arrays of NumPy: one in a `.npy` file, named ones in an `.npz` archive. */
export type { NpyArray } from './NpyArray.ts';
export { parseNpy } from './parseNpy.ts';
export { readNpz } from './readNpz.ts';
export { writeNpy } from './writeNpy.ts';
export { writeNpz } from './writeNpz.ts';
