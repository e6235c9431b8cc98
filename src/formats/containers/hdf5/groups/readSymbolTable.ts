import { ReadError } from '../../../../model/index.ts';
import type { Cursor } from '../../Cursor.ts';
import { decodeUtf8 } from '../../decodeUtf8.ts';
import { formatCount } from '../../formatCount.ts';
import type { FileSpace } from '../file/FileSpace.ts';
import { MAX_NAMES } from '../file/limits.ts';
import { walkBTree1 } from '../file/walkBTree1.ts';
import type { Link } from '../messages/readLink.ts';

const GROUP_NODE = 0;
const SOFT_LINK = 2;

/**
 * The links of a classic group, in the order of its B-tree, which is the byte order of the names. HDF5 File Format
 * Specification, sections III.A.1 (B-tree), III.B (symbol table node) and III.D (local heap). `message` is the body of the
 * symbol table message.
 */
export function readSymbolTable(space: FileSpace, message: Cursor): Link[] {
  const tree = message.address(space.offsetSize);
  const heap = message.address(space.offsetSize);
  if (tree === null || heap === null) throw message.fault('names a group without a symbol table');
  const names = readLocalHeap(space, heap);
  const links: Link[] = [];
  walkBTree1(space, tree, { type: GROUP_NODE, keySize: space.lengthSize }, (_, node) => {
    readNode(space, node, names, links);
  });
  return links;
}

function readLocalHeap(space: FileSpace, address: number): Cursor {
  const header = space.piece(address, 8 + 2 * space.lengthSize + space.offsetSize, 'a local heap');
  header.expect('HEAP');
  header.skip(4);
  const size = header.uint(space.lengthSize);
  header.skip(space.lengthSize);
  const data = header.address(space.offsetSize);
  if (data === null) throw header.fault('has no data');
  return space.piece(data, size, 'a local heap');
}

function readNode(space: FileSpace, address: number, names: Cursor, links: Link[]): void {
  const head = space.piece(address, 8, 'a symbol table node');
  head.expect('SNOD');
  head.skip(2);
  const count = head.u16();
  const entrySize = 2 * space.offsetSize + 24;
  const entries = space.piece(address + 8, count * entrySize, 'a symbol table node');
  if (links.length + count > MAX_NAMES) {
    throw new ReadError('too-large', `A group has more than ${formatCount(MAX_NAMES)} members.`);
  }
  for (let i = 0; i < count; i++) {
    const nameAt = entries.uint(space.offsetSize);
    const target = entries.address(space.offsetSize);
    const kind = entries.u32();
    entries.skip(20);
    links.push(linkOf(nameIn(names, nameAt), target, kind, entries));
  }
}

function linkOf(name: string, target: number | null, kind: number, at: Cursor): Link {
  if (kind === SOFT_LINK) return { name, kind: 'soft' };
  if (target === null) throw at.fault(`has a link “${name}” to nowhere`);
  return { name, kind: 'hard', address: target };
}

function nameIn(names: Cursor, at: number): string {
  const end = at < names.bytes.length ? names.bytes.indexOf(0, at) : -1;
  if (end < 0) throw names.fault('has a name without an end');
  return decodeUtf8(names.bytes, at, end);
}
