import { ReadError } from '../../../../model/index.ts';
import type { Cursor } from '../../Cursor.ts';
import { formatCount } from '../../formatCount.ts';
import type { FileSpace } from '../file/FileSpace.ts';
import { MAX_NAMES } from '../file/limits.ts';
import { walkBTree2 } from '../file/walkBTree2.ts';
import { findMessage, MESSAGE, type Message } from '../messages/Message.ts';
import { type Link, type OrderedLink, readLink } from '../messages/readLink.ts';
import { FractalHeap } from './FractalHeap.ts';
import { readSymbolTable } from './readSymbolTable.ts';

const BY_NAME = [5];

/**
 * The links of a group, whichever way it keeps them: in a symbol table, as messages, or in a heap. They come in the order
 * of creation when the file keeps it, else in the order of their names, as the library lists them.
 */
export function readLinks(space: FileSpace, messages: readonly Message[]): Link[] {
  const table = findMessage(messages, MESSAGE.symbolTable);
  if (table !== undefined) return readSymbolTable(space, table.body);
  const compact = messages.filter((message) => message.type === MESSAGE.link);
  const links = compact.map((message) => readLink(message.body, space.offsetSize));
  const info = findMessage(messages, MESSAGE.linkInfo);
  if (info !== undefined) addDense(space, info.body, links);
  if (links.length > MAX_NAMES) throw tooMany();
  return links.sort(inOrder).map(({ link }) => link);
}

/** Link info message, HDF5 File Format Specification, section IV.A.2.c; records of type 5, section III.A.2. */
function addDense(space: FileSpace, info: Cursor, links: OrderedLink[]): void {
  if (info.u8() !== 0) throw info.fault('has a list of links of an unknown version');
  const flags = info.u8();
  if (flags & 1) info.skip(8);
  const heapAddress = info.address(space.offsetSize);
  const byName = info.address(space.offsetSize);
  if (heapAddress === null || byName === null) return;
  const heap = new FractalHeap(space, heapAddress);
  walkBTree2(space, byName, BY_NAME, (record) => {
    record.skip(4);
    links.push(readLink(heap.object(record), space.offsetSize));
    if (links.length > MAX_NAMES) throw tooMany();
  });
}

function inOrder(a: OrderedLink, b: OrderedLink): number {
  if (a.order !== null && b.order !== null) return a.order - b.order;
  return a.link.name < b.link.name ? -1 : 1;
}

function tooMany(): ReadError {
  return new ReadError('too-large', `A group has more than ${formatCount(MAX_NAMES)} members.`);
}
