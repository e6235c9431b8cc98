/** The part of h5wasm that is used: the C library's own calls, whose status we check ourselves. */
export interface Library {
  readonly HEAPU8: Uint8Array;
  readonly FS: FileSystem;
  _malloc(length: number): number;
  _free(pointer: number): void;
  /** A file id, or -1. */
  open(path: string): bigint;
  close_file(file: bigint): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  /** `H5G_GROUP`, `H5G_DATASET` …, after following links. */
  get_type(file: bigint, path: string): number;
  readonly H5G_GROUP: number;
  readonly H5G_DATASET: number;
  get_symbolic_link(file: bigint, path: string): string | null;
  get_external_link(file: bigint, path: string): { readonly filename?: string };
  get_dataset_metadata(file: bigint, path: string): Metadata;
  get_dataset_filters(file: bigint, path: string): readonly { readonly id: number; readonly name: string }[];
  get_dataset_data(file: bigint, path: string, count: null, offset: null, strides: null, to: bigint): number;
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): Metadata;
  get_attribute_data(file: bigint, path: string, name: string, to: bigint): number;
  reclaim_vlen_memory(file: bigint, path: string, name: string, from: bigint): number;
}

/** What h5wasm says about a type and an extent; `type` is a class of datatypes, `H5T_class_t`. */
export interface Metadata {
  readonly type: number;
  /** Bytes of an element. */
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  readonly vlen: boolean;
  readonly strpad?: number;
  readonly shape: readonly number[] | null;
  readonly total_size: number;
  readonly enum_type?: { readonly members: Readonly<Record<string, number>>; readonly type: number };
  readonly compound_type?: {
    readonly members: readonly { readonly name: string; readonly type: number; readonly size: number }[];
  };
  readonly virtual_sources?: readonly unknown[];
}

/** The part of emscripten's file system that a source is mounted with. */
export interface FileSystem {
  readonly streams: { stream_ops: StreamOperations }[];
  readonly ErrnoError: new (errno: number) => Error;
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): FileNode;
  unlink(path: string): void;
}

/** A file of that file system. */
export interface FileNode {
  stream_ops: StreamOperations;
}

/** The calls on an open file that reading needs, and the one that writes messages. */
export interface StreamOperations {
  read(stream: unknown, into: Uint8Array, offset: number, length: number, position: number): number;
  write(stream: unknown, from: Uint8Array, offset: number, length: number): number;
}
