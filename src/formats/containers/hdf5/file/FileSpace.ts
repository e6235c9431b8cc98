import { type ByteSource, ReadError } from '../../../../model/index.ts';
import { Cursor } from '../../Cursor.ts';
import { formatCount } from '../../formatCount.ts';
import { checksumHolds } from './lookup3.ts';

/** No structure of metadata is larger; only values are, and they are not read through here. */
const MAX_PIECE_BYTES = 64 * 1024 * 1024;

/** All metadata that one open file may have read, again and again included: what stops pieces that overlap by the thousand. */
const MAX_TOTAL_BYTES = 4 * 1024 ** 3;

/** Objects that one open file may hand out: hard links can name one object along exponentially many paths. */
const MAX_OBJECTS = 500_000;

/** The address space of one HDF5 file: addresses count from `base`, fields of addresses and sizes have their own widths. */
export class FileSpace {
  readonly source: ByteSource;
  /** Where address 0 lies in the source: the length of the user block. */
  readonly base: number;
  /** Bytes of an address. */
  readonly offsetSize: number;
  /** Bytes of a size. */
  readonly lengthSize: number;
  /** Collections of the global heap that were read, by address: the objects of each by number. */
  readonly heaps = new Map<number, ReadonlyMap<number, Uint8Array>>();
  private objects = 0;
  private bytes = 0;

  constructor(source: ByteSource, base: number, offsetSize: number, lengthSize: number) {
    this.source = source;
    this.base = base;
    this.offsetSize = offsetSize;
    this.lengthSize = lengthSize;
  }

  /** Refuses bytes that are not inside the file. `what` names the structure: `B-tree node`. */
  check(address: number, length: number, what: string): void {
    if (address >= 0 && length >= 0 && this.base + address + length <= this.source.size) return;
    throw new ReadError(
      'corrupt',
      `The file is damaged: ${what} lies outside of its ${formatCount(this.source.size)} bytes.`,
      `byte ${formatCount(this.base + address)}`,
    );
  }

  /** `length` bytes of metadata at `address`. */
  piece(address: number, length: number, what: string): Cursor {
    this.check(address, length, what);
    const at = this.base + address;
    if (length > MAX_PIECE_BYTES) {
      throw new ReadError(
        'too-large',
        `${what} takes ${formatCount(length)} bytes.`,
        `byte ${formatCount(at)}`,
      );
    }
    this.bytes += length;
    if (this.bytes > MAX_TOTAL_BYTES) {
      throw new ReadError(
        'too-large',
        'The file has more than 4 GiB of metadata.',
        `byte ${formatCount(at)}`,
      );
    }
    return new Cursor(this.source.view(at, length), at, what);
  }

  /** Like `piece`, ending with a checksum, which must hold. The cursor stands at the start; the checksum is included. */
  checkedPiece(address: number, length: number, what: string): Cursor {
    const piece = this.piece(address, length, what);
    if (!checksumHolds(piece.bytes)) throw piece.fault('does not match its checksum');
    return piece;
  }

  /** Where an address lies in the outermost file; `null` when this file was inflated from it. */
  absolute(address: number): number | null {
    const { origin } = this.source;
    return origin === null ? null : origin + this.base + address;
  }

  /** Counts an object that is about to be opened. */
  countObject(): void {
    this.objects++;
    if (this.objects > MAX_OBJECTS) {
      throw new ReadError(
        'too-large',
        `The file has more than ${formatCount(MAX_OBJECTS)} groups and datasets.`,
      );
    }
  }
}
