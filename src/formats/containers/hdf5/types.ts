import type { DType, Shape, Storage } from '../../../model/index.ts';

/** An attribute's value: text (one or an array), numbers, or bytes of a type without a better form. */
export type AttributeValue =
  | string
  | readonly string[]
  | number
  | bigint
  | readonly (number | bigint)[]
  | Uint8Array;

/** A group. Links come in the order in which the file keeps them, by creation or by name; a link that points nowhere, or outside the file, is refused when followed. */
export interface Hdf5Group {
  readonly kind: 'group';
  readonly path: string;
  readonly attributes: Attributes;
  /** Names of the members, in the order in which the file lists them. */
  readonly names: readonly string[];
  /** The member of that name, `null` when there is none. Cycles and soft, external or dangling links throw `ReadError`. */
  get(name: string): Hdf5Object | null;
}

/** A dataset: its type, shape and place; values on demand. */
export interface Hdf5Dataset {
  readonly kind: 'dataset';
  readonly path: string;
  readonly attributes: Attributes;
  /** `bool` for Keras' enum of FALSE and TRUE, `bfloat16` for 2-byte opaque data and for 2-byte floats with 8 exponent bits. */
  readonly dtype: DType;
  readonly shape: Shape;
  readonly byteLength: number;
  /** Where the bytes lie; offsets count from the start of the outermost file. */
  readonly storage: Storage['layout'];
  /** Whether its filters are not among ours, so that only the HDF5 library, through `readDataset`, may read it. */
  readonly needsLibrary: boolean;
  /** All values, little-endian and row-major, `byteLength` bytes. Text, virtual and external values are refused. */
  read(): Promise<Uint8Array>;
}

export type Hdf5Object = Hdf5Group | Hdf5Dataset;

/** Attributes, read when first asked for. */
export interface Attributes {
  readonly names: readonly string[];
  get(name: string): AttributeValue | undefined;
}

/** An HDF5 file that is open. */
export interface Hdf5File {
  readonly root: Hdf5Group;
}
