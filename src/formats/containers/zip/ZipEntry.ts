/** One file inside an archive, as the central directory describes it. */
export interface ZipEntry {
  /** Path inside the archive, with `/`; a folder ends with one. */
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** General purpose flags, APPNOTE 4.4.4. */
  readonly flags: number;
  readonly crc32: number;
  /** Bytes in the archive. */
  readonly compressedSize: number;
  /** Bytes once inflated. */
  readonly size: number;
  /** Where the local header begins. */
  readonly headerOffset: number;
  /** Where the next entry, or the directory, begins: the data ends before. */
  readonly limit: number;
}
