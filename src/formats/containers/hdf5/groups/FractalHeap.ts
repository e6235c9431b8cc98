import { ReadError } from '../../../../model/index.ts';
import type { Cursor } from '../../Cursor.ts';
import type { FileSpace } from '../file/FileSpace.ts';
import { lookup3 } from '../file/lookup3.ts';
import { walkBTree2 } from '../file/walkBTree2.ts';
import { widthFor } from '../file/widthFor.ts';

const HUGE_RECORDS = [1];

/** The fields of the header that finding an object needs; names follow the specification. */
interface Header {
  readonly isChecksummed: boolean;
  readonly hugeTree: number | null;
  readonly width: number;
  readonly startSize: number;
  readonly maxDirectSize: number;
  /** Bytes of an offset inside the heap, and of a length. */
  readonly offsetWidth: number;
  readonly lengthWidth: number;
  readonly root: number | null;
  readonly rootRows: number;
}

interface DirectBlock {
  /** Where the block begins in the heap's own space; its header counts. */
  readonly start: number;
  readonly address: number;
  readonly size: number;
}

/**
 * A heap of the messages that dense groups and dense attributes keep outside of the object header. HDF5 File Format
 * Specification, section III.G. Reads managed, huge and tiny objects; a heap with filters is refused.
 */
export class FractalHeap {
  private readonly space: FileSpace;
  private readonly header: Header;
  private readonly blocks: DirectBlock[] = [];
  private readonly verified = new Set<number>();
  private readonly huge = new Map<number, readonly [number, number]>();

  constructor(space: FileSpace, address: number) {
    this.space = space;
    this.header = readHeader(space, address);
    if (this.header.root !== null) this.collect(this.header.root, this.header.rootRows, 0, new Set());
    this.blocks.sort((a, b) => a.start - b.start);
  }

  /** The object that an id names. The cursor is the id; it is as long as the header says, or the rest of a record. */
  object(id: Cursor): Cursor {
    const first = id.u8();
    const kind = (first >> 4) & 3;
    if (first >> 6 !== 0 || kind > 2) throw id.fault('has a heap id of an unknown kind');
    if (kind === 0) return this.managed(id);
    return kind === 1 ? this.hugeObject(id) : id.sub((first & 15) + 1);
  }

  private managed(id: Cursor): Cursor {
    const offset = id.uint(this.header.offsetWidth);
    const length = id.uint(this.header.lengthWidth);
    const block = this.blockOf(offset);
    if (block === null || offset - block.start + length > block.size) {
      throw id.fault('names an object outside of its heap');
    }
    this.verify(block);
    return this.space.piece(block.address + offset - block.start, length, 'a heap object');
  }

  /** Once per block. The checksum stands in the block's header and counts as zero. */
  private verify({ address, size }: DirectBlock): void {
    if (this.verified.has(address)) return;
    this.verified.add(address);
    const block = this.space.piece(address, size, 'a heap block');
    block.expect('FHDB');
    if (!this.header.isChecksummed) return;
    block.skip(1 + this.space.offsetSize + this.header.offsetWidth);
    const at = block.at;
    const stored = block.u32();
    const bytes = block.bytes.slice();
    bytes.fill(0, at, at + 4);
    if (lookup3(bytes) !== stored) throw block.fault('does not match its checksum');
  }

  private blockOf(offset: number): DirectBlock | null {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    return this.blocks[low - 1] ?? null;
  }

  private hugeObject(id: Cursor): Cursor {
    const { hugeTree } = this.header;
    if (hugeTree === null) throw id.fault('names an object that is not in its heap');
    const { offsetSize, lengthSize } = this.space;
    if (this.huge.size === 0) {
      walkBTree2(this.space, hugeTree, HUGE_RECORDS, (record) => {
        const address = record.address(offsetSize);
        const length = record.uint(lengthSize);
        if (address !== null) this.huge.set(record.uint(lengthSize), [address, length]);
      });
    }
    const found = this.huge.get(id.uint(Math.min(id.left, lengthSize)));
    if (found === undefined) throw id.fault('names an object that is not in its heap');
    return this.space.piece(found[0], found[1], 'a heap object');
  }

  /** Lists the direct blocks below an indirect block of `rows` rows; no rows means that it is a direct block itself. */
  private collect(address: number, rows: number, start: number, seen: Set<number>): void {
    const { header, space } = this;
    if (rows === 0) {
      this.blocks.push({ start, address, size: header.startSize });
      return;
    }
    const direct = Math.min(rows, rowsUpTo(header, header.maxDirectSize));
    const children = rows * header.width;
    const size = 5 + space.offsetSize + header.offsetWidth + children * space.offsetSize + 4;
    const block = space.checkedPiece(address, size, 'a heap block');
    if (seen.has(address)) throw block.fault('is part of a circle');
    seen.add(address);
    block.expect('FHIB');
    block.skip(1 + space.offsetSize + header.offsetWidth);
    let at = start;
    for (let i = 0; i < children; i++) {
      const row = Math.floor(i / header.width);
      const blockSize = header.startSize * 2 ** Math.max(0, row - 1);
      const child = block.address(space.offsetSize);
      if (child !== null && row < direct) this.blocks.push({ start: at, address: child, size: blockSize });
      if (child !== null && row >= direct) this.collect(child, rowsIn(header, blockSize), at, seen);
      at += blockSize;
    }
  }
}

function readHeader(space: FileSpace, address: number): Header {
  const { offsetSize, lengthSize } = space;
  const size = 26 + 3 * offsetSize + 12 * lengthSize;
  const cursor = space.checkedPiece(address, size, 'a fractal heap');
  cursor.expect('FRHP');
  if (cursor.u8() !== 0) throw cursor.fault('has a version that is not known');
  cursor.skip(2);
  const filterLength = cursor.u16();
  if (filterLength !== 0) {
    throw new ReadError('unsupported-feature', 'The file compresses its links or attributes.');
  }
  const flags = cursor.u8();
  const maxManaged = cursor.u32();
  cursor.skip(lengthSize);
  const hugeTree = cursor.address(offsetSize);
  cursor.skip(lengthSize + offsetSize + 8 * lengthSize);
  const width = cursor.u16();
  const startSize = cursor.uint(lengthSize);
  const maxDirectSize = cursor.uint(lengthSize);
  const maxBits = cursor.u16();
  cursor.skip(2);
  const root = cursor.address(offsetSize);
  const rootRows = cursor.u16();
  if (width === 0 || startSize === 0 || maxDirectSize < startSize || maxBits > 64) {
    throw cursor.fault('states impossible sizes');
  }
  return {
    isChecksummed: (flags & 2) !== 0,
    hugeTree,
    width,
    startSize,
    maxDirectSize,
    offsetWidth: Math.ceil(maxBits / 8),
    lengthWidth: widthFor(Math.min(maxDirectSize, maxManaged)),
    root,
    rootRows,
  };
}

/** Rows whose blocks are at most `size` bytes: the first two rows are of the starting size, then it doubles. */
function rowsUpTo(header: Header, size: number): number {
  return Math.floor(Math.log2(size / header.startSize)) + 2;
}

/** Rows of an indirect block that spans `size` bytes of the heap. */
function rowsIn(header: Header, size: number): number {
  return Math.max(1, Math.floor(Math.log2(size / (header.startSize * header.width))) + 1);
}
