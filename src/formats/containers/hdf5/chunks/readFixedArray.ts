import type { Cursor } from '../../Cursor.ts';
import { arrayElement, elementFits, type ReadElement } from './arrayElement.ts';
import type { Chunk, ChunkedStorage } from './Chunk.ts';
import { chunkPlace } from './chunkPlace.ts';

interface Header {
  readonly elementSize: number;
  /** Elements of a page; an array with more is stored in pages. */
  readonly pageLength: number;
  readonly length: number;
  readonly data: number | null;
  readonly read: ReadElement;
}

/** Chunks of a dataset whose extent cannot grow. HDF5 File Format Specification, section VII.C. */
export function readFixedArray(storage: ChunkedStorage): Chunk[] {
  const header = readHeader(storage);
  if (header.data === null) return [];
  const isPaged = header.length > header.pageLength;
  return isPaged ? readPages(storage, header, header.data) : readWhole(storage, header, header.data);
}

function readHeader(storage: ChunkedStorage): Header {
  const { space, address } = storage;
  const { offsetSize, lengthSize } = space;
  const cursor = space.checkedPiece(address, 12 + lengthSize + offsetSize, 'a chunk index');
  cursor.expect('FAHD');
  if (cursor.u8() !== 0) throw cursor.fault('has a version that is not known');
  const client = cursor.u8();
  const elementSize = cursor.u8();
  const pageLength = 2 ** cursor.u8();
  const length = cursor.uint(lengthSize);
  const data = cursor.address(offsetSize);
  if (!elementFits(client, elementSize, offsetSize)) throw cursor.fault('states impossible sizes');
  return {
    elementSize,
    pageLength,
    length,
    data,
    read: arrayElement(storage, chunkPlace(storage), client, elementSize),
  };
}

function readWhole({ space }: ChunkedStorage, header: Header, address: number): Chunk[] {
  const prefix = 6 + space.offsetSize;
  const size = prefix + header.length * header.elementSize + 4;
  const block = space.checkedPiece(address, size, 'a chunk index');
  block.expect('FADB');
  block.skip(prefix - 4);
  return readElements(block, header, 0, header.length);
}

function readPages({ space }: ChunkedStorage, header: Header, address: number): Chunk[] {
  const pages = Math.ceil(header.length / header.pageLength);
  const prefix = 6 + space.offsetSize + Math.ceil(pages / 8) + 4;
  const block = space.checkedPiece(address, prefix, 'a chunk index');
  block.expect('FADB');
  block.skip(2 + space.offsetSize);
  const written = block.take(Math.ceil(pages / 8));
  const chunks: Chunk[] = [];
  const pageSize = header.pageLength * header.elementSize + 4;
  for (let page = 0; page < pages; page++) {
    if ((written[page >> 3]! & (0x80 >> (page & 7))) === 0) continue;
    const first = page * header.pageLength;
    const length = Math.min(header.pageLength, header.length - first);
    const at = address + prefix + page * pageSize;
    const piece = space.checkedPiece(at, length * header.elementSize + 4, 'a chunk index');
    for (const chunk of readElements(piece, header, first, length)) chunks.push(chunk);
  }
  return chunks;
}

function readElements(cursor: Cursor, header: Header, first: number, length: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let i = 0; i < length; i++) {
    const chunk = header.read(cursor, first + i);
    if (chunk !== null) chunks.push(chunk);
  }
  return chunks;
}
