import type { Tensor } from '../../model/index.ts';

/**
 * Named arrays: sample inputs, or recorded predictions. Nameless ones are called `x`. From a table with a header every
 * column is an array of its own, [rows, 1].
 */
export interface NamedArrays extends ReadonlyMap<string, Tensor> {
  /** The names are those of a table's columns, in its order: several of them may make up one input. */
  readonly isTable?: boolean;
  /** Every array is one sample: a picture by its file's name, [height, width, channels], as it was decoded. */
  readonly arePictures?: boolean;
}

/** The arrays of a table: its columns by their names. */
export function tableArrays(columns: ReadonlyMap<string, Tensor>): NamedArrays {
  return Object.assign(new Map(columns), { isTable: true });
}

/** Decoded pictures by the names of their files. */
export function pictureArrays(pictures: ReadonlyMap<string, Tensor>): NamedArrays {
  return Object.assign(new Map(pictures), { arePictures: true });
}
