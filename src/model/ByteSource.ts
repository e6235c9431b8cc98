/**
 * Random access to bytes: a `File` in a worker, a file descriptor in Node, an entry of a zip, or memory. Metadata is
 * parsed synchronously through `view`; values come through `read`.
 */
export interface ByteSource {
  /** File name for messages. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Where byte 0 of this source lies in the outermost file; `null` when its bytes were inflated. */
  readonly origin: number | null;
  /** Whether all of it is in memory, so that `view` costs nothing, however much it is asked for. */
  readonly resident: boolean;
  /** Bytes `[at, at + length)`, now. A view that must not be changed. Throws `ReadError('truncated')` past the end. */
  view(at: number, length: number): Uint8Array;
  /**
   * Bytes `[at, at + length)`, the caller's to keep and change; in the memory of `into` when it is given and large enough.
   * That is handed over: it may be detached, and only what is returned counts. Rejects with `ReadError('truncated')` past
   * the end.
   */
  read(at: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /** SHA-256 of all bytes, 64 hexadecimal digits, where the host computes it faster than WebAssembly can. */
  sha256?(): Promise<string>;
}
