import type { Cursor } from '../../Cursor.ts';
import { arrayElement, elementFits, type ReadElement } from './arrayElement.ts';
import type { Chunk, ChunkedStorage } from './Chunk.ts';
import { chunkPlace } from './chunkPlace.ts';

interface Header {
  readonly storage: ChunkedStorage;
  readonly elementSize: number;
  readonly maxBits: number;
  /** Elements that stand in the index block itself. */
  readonly inIndex: number;
  readonly minElements: number;
  readonly minPointers: number;
  /** Elements of a page; data blocks with more are stored in pages. */
  readonly pageLength: number;
  readonly index: number | null;
  readonly read: ReadElement;
  readonly chunks: Chunk[];
  /** Data blocks that were read. */
  readonly seen: Set<number>;
}

/** A group of data blocks of one size, and the number of its first element. */
interface SuperBlock {
  readonly blocks: number;
  readonly length: number;
  readonly first: number;
}

/** Chunks of a dataset that can grow along one axis. HDF5 File Format Specification, section VII.D. */
export function readExtensibleArray(storage: ChunkedStorage): Chunk[] {
  const header = readHeader(storage);
  if (header.index !== null) readIndexBlock(header, header.index);
  return header.chunks;
}

function readHeader(storage: ChunkedStorage): Header {
  const { space, address } = storage;
  const { offsetSize, lengthSize } = space;
  const cursor = space.checkedPiece(address, 16 + 6 * lengthSize + offsetSize, 'a chunk index');
  cursor.expect('EAHD');
  if (cursor.u8() !== 0) throw cursor.fault('has a version that is not known');
  const client = cursor.u8();
  const elementSize = cursor.u8();
  const maxBits = cursor.u8();
  const inIndex = cursor.u8();
  const minElements = cursor.u8();
  const minPointers = cursor.u8();
  const pageLength = 2 ** cursor.u8();
  cursor.skip(6 * lengthSize);
  const index = cursor.address(offsetSize);
  const isPossible =
    elementFits(client, elementSize, offsetSize) && isPower(minElements) && isPower(minPointers);
  if (!isPossible || maxBits > 64) throw cursor.fault('states impossible sizes');
  const read = arrayElement(storage, chunkPlace(storage), client, elementSize);
  const sizes = { elementSize, maxBits, inIndex, minElements, minPointers, pageLength };
  return { storage, ...sizes, index, read, chunks: [], seen: new Set() };
}

function readIndexBlock(header: Header, address: number): void {
  const { space } = header.storage;
  const supers = superBlocksOf(header);
  const direct = 2 * Math.log2(header.minPointers);
  const blocks = 2 * (header.minPointers - 1);
  const pointers = blocks + Math.max(0, supers.length - direct);
  const size = 6 + space.offsetSize + header.inIndex * header.elementSize + pointers * space.offsetSize + 4;
  const block = space.checkedPiece(address, size, 'a chunk index');
  block.expect('EAIB');
  block.skip(2 + space.offsetSize);
  readElements(header, block, 0, header.inIndex);
  for (const { length, first, blocks: count } of supers.slice(0, direct)) {
    for (let i = 0; i < count; i++) {
      const child = block.address(space.offsetSize);
      if (child !== null) readDataBlock(header, child, first + i * length, length, null);
    }
  }
  for (const one of supers.slice(direct)) {
    const child = block.address(space.offsetSize);
    if (child !== null) readSuperBlock(header, child, one);
  }
}

/** Block counts and lengths double in turn. */
function superBlocksOf({ maxBits, minElements, inIndex }: Header): SuperBlock[] {
  const count = 1 + Math.max(0, maxBits - Math.log2(minElements));
  const supers: SuperBlock[] = [];
  let first = inIndex;
  for (let i = 0; i < count; i++) {
    const blocks = 2 ** Math.floor(i / 2);
    const length = 2 ** Math.floor((i + 1) / 2) * minElements;
    supers.push({ blocks, length, first });
    first += blocks * length;
  }
  return supers;
}

function readSuperBlock(header: Header, address: number, { blocks, length, first }: SuperBlock): void {
  const { space } = header.storage;
  const pages = length > header.pageLength ? length / header.pageLength : 0;
  const bitmapSize = blocks * Math.ceil(pages / 8);
  const prefix = 6 + space.offsetSize + Math.ceil(header.maxBits / 8);
  const piece = space.checkedPiece(
    address,
    prefix + bitmapSize + blocks * space.offsetSize + 4,
    'a chunk index',
  );
  piece.expect('EASB');
  piece.skip(prefix - 4);
  const written = piece.take(bitmapSize);
  for (let i = 0; i < blocks; i++) {
    const child = piece.address(space.offsetSize);
    const isWritten = (page: number): boolean => bitAt(written, i * pages + page);
    if (child !== null)
      readDataBlock(header, child, first + i * length, length, pages > 0 ? isWritten : null);
  }
}

type IsWritten = (page: number) => boolean;

function readDataBlock(
  header: Header,
  address: number,
  first: number,
  length: number,
  paged: IsWritten | null,
): void {
  const { space } = header.storage;
  const prefix = 6 + space.offsetSize + Math.ceil(header.maxBits / 8);
  const size = prefix + (paged === null ? length * header.elementSize : 0) + 4;
  const block = space.checkedPiece(address, size, 'a chunk index');
  if (header.seen.has(address)) throw block.fault('uses a block twice');
  header.seen.add(address);
  block.expect('EADB');
  block.skip(prefix - 4);
  if (paged === null) {
    readElements(header, block, first, length);
    return;
  }
  const pageSize = header.pageLength * header.elementSize + 4;
  for (let page = 0; page < length / header.pageLength; page++) {
    if (!paged(page)) continue;
    const piece = space.checkedPiece(address + size + page * pageSize, pageSize, 'a chunk index');
    readElements(header, piece, first + page * header.pageLength, header.pageLength);
  }
}

function readElements(header: Header, cursor: Cursor, first: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const chunk = header.read(cursor, first + i);
    if (chunk !== null) header.chunks.push(chunk);
  }
}

function bitAt(bits: Uint8Array, i: number): boolean {
  return ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0;
}

function isPower(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}
