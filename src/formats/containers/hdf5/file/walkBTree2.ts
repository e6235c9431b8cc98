import type { Cursor } from '../../Cursor.ts';
import type { FileSpace } from './FileSpace.ts';
import { widthFor } from './widthFor.ts';

const NODE_OVERHEAD = 10;
const MAX_DEPTH = 32;

interface Header {
  readonly type: number;
  readonly nodeSize: number;
  readonly recordSize: number;
  readonly depth: number;
  readonly root: number | null;
  readonly rootRecords: number;
}

/** Widths of the counts that stand beside a pointer to a node of some level. */
interface Level {
  readonly maxRecords: number;
  readonly totalWidth: number;
  readonly maxTotal: number;
}

/** Is handed every record, with the kind of record that the header states. */
export type VisitRecord = (record: Cursor, type: number) => void;

interface Walk {
  readonly space: FileSpace;
  readonly header: Header;
  readonly levels: readonly Level[];
  /** Bytes of the number of records beside a pointer. */
  readonly countWidth: number;
  readonly seen: Set<number>;
  readonly visit: VisitRecord;
}

/**
 * Calls `visit` for every record of a version 2 B-tree, in order. `types` are the kinds of record that are expected. HDF5
 * File Format Specification, section III.A.2. Checksums are verified; a tree with a node that comes twice throws
 * `ReadError('corrupt')`.
 */
export function walkBTree2(
  space: FileSpace,
  address: number,
  types: readonly number[],
  visit: VisitRecord,
): void {
  const header = readHeader(space, address, types);
  if (header.root === null || header.rootRecords === 0) return;
  const levels = levelsOf(header, space.offsetSize);
  const countWidth = widthFor(levels[0]!.maxRecords);
  const walk: Walk = { space, header, levels, countWidth, seen: new Set(), visit };
  walkNode(walk, header.root, header.rootRecords, header.depth);
}

function walkNode(walk: Walk, at: number, count: number, level: number): void {
  const node = walk.space.checkedPiece(at, sizeOfNode(walk, count, level), 'a B-tree node');
  if (count > walk.levels[level]!.maxRecords) throw node.fault('has too many records');
  if (walk.seen.has(at)) throw node.fault('is part of a circle');
  walk.seen.add(at);
  node.expect(level === 0 ? 'BTLF' : 'BTIN');
  node.skip(2);
  const records = Array.from({ length: count }, () => node.sub(walk.header.recordSize));
  const children = level === 0 ? [] : readChildren(walk, node, count + 1, level);
  for (let i = 0; i <= count; i++) {
    const child = children[i];
    if (child !== undefined) walkNode(walk, child.address, child.records, level - 1);
    const record = records[i];
    if (record !== undefined) walk.visit(record, walk.header.type);
  }
}

/** Pointers to nodes of level `level - 1` stand after the records. */
function pointerSize({ space, levels, countWidth }: Walk, level: number): number {
  return space.offsetSize + countWidth + levels[level - 1]!.totalWidth;
}

function sizeOfNode(walk: Walk, count: number, level: number): number {
  const pointers = level === 0 ? 0 : (count + 1) * pointerSize(walk, level);
  return NODE_OVERHEAD + count * walk.header.recordSize + pointers;
}

interface Child {
  readonly address: number;
  readonly records: number;
}

function readChildren(
  { space, levels, countWidth }: Walk,
  node: Cursor,
  count: number,
  level: number,
): Child[] {
  const below = levels[level - 1]!;
  return Array.from({ length: count }, () => {
    const address = node.address(space.offsetSize);
    const records = node.uint(countWidth);
    node.skip(below.totalWidth);
    if (address === null || records > below.maxRecords) throw node.fault('has an impossible child');
    return { address, records };
  });
}

function readHeader(space: FileSpace, address: number, types: readonly number[]): Header {
  const size = 22 + space.offsetSize + space.lengthSize;
  const cursor = space.checkedPiece(address, size, 'a B-tree header');
  cursor.expect('BTHD');
  if (cursor.u8() !== 0) throw cursor.fault('has a version that is not known');
  const type = cursor.u8();
  if (!types.includes(type)) throw cursor.fault('is of the wrong kind');
  const nodeSize = cursor.u32();
  const recordSize = cursor.u16();
  const depth = cursor.u16();
  cursor.skip(2);
  const root = cursor.address(space.offsetSize);
  const rootRecords = cursor.u16();
  if (recordSize === 0 || depth > MAX_DEPTH || nodeSize < NODE_OVERHEAD + recordSize) {
    throw cursor.fault('states impossible sizes');
  }
  return { type, nodeSize, recordSize, depth, root, rootRecords };
}

/** Level 0 are the leaves. The arithmetic is the library's own: widths follow from how many records could fit. */
function levelsOf({ nodeSize, recordSize, depth }: Header, offsetSize: number): Level[] {
  const leaf = Math.floor((nodeSize - NODE_OVERHEAD) / recordSize);
  const levels: Level[] = [{ maxRecords: leaf, totalWidth: 0, maxTotal: leaf }];
  for (let level = 1; level <= depth; level++) {
    const below = levels[level - 1]!;
    const pointer = offsetSize + widthFor(leaf) + below.totalWidth;
    const maxRecords = Math.max(0, Math.floor((nodeSize - NODE_OVERHEAD - pointer) / (recordSize + pointer)));
    const maxTotal = (maxRecords + 1) * below.maxTotal + maxRecords;
    levels.push({ maxRecords, totalWidth: widthFor(maxTotal), maxTotal });
  }
  return levels;
}
