import type { Cursor } from '../../Cursor.ts';
import type { FileSpace } from './FileSpace.ts';

/** Which of the two kinds of tree it is, and how long its keys are, in bytes. */
export interface Tree {
  readonly type: number;
  readonly keySize: number;
}

/**
 * Calls `visit` for every child of the leaves of a version 1 B-tree, in order; the key stands before the child's address.
 * HDF5 File Format Specification, section III.A.1. A tree that is not one, because a node comes twice or a level does not
 * fall, throws `ReadError('corrupt')`.
 */
export function walkBTree1(
  space: FileSpace,
  root: number,
  tree: Tree,
  visit: (key: Cursor, child: number) => void,
): void {
  const seen = new Set<number>();
  const walk = (address: number, above: number | null): void => {
    const node = readNode(space, address, tree);
    if (seen.has(address) || (above !== null && node.level !== above - 1)) {
      throw node.entries.fault('is part of a circle');
    }
    seen.add(address);
    for (let i = 0; i < node.count; i++) {
      const key = node.entries.sub(tree.keySize);
      const child = node.entries.address(space.offsetSize);
      if (child === null) throw node.entries.fault('has a child that is nowhere');
      if (node.level > 0) walk(child, node.level);
      else visit(key, child);
    }
  };
  walk(root, null);
}

interface Node {
  readonly level: number;
  readonly count: number;
  readonly entries: Cursor;
}

function readNode(space: FileSpace, address: number, tree: Tree): Node {
  const headSize = 8 + 2 * space.offsetSize;
  const head = space.piece(address, headSize, 'a B-tree node');
  head.expect('TREE');
  if (head.u8() !== tree.type) throw head.fault('is of the wrong kind');
  const level = head.u8();
  const count = head.u16();
  const length = count * (tree.keySize + space.offsetSize);
  return { level, count, entries: space.piece(address + headSize, length, 'a B-tree node') };
}
