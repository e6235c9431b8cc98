import type { Cursor } from '../../Cursor.ts';
import { decodeUtf8 } from '../../decodeUtf8.ts';

/** A name in a group, and what it leads to. */
export type Link =
  | { readonly name: string; readonly kind: 'hard'; readonly address: number }
  | { readonly name: string; readonly kind: 'soft' | 'external' | 'user-defined' };

/** A link with its place in the order of creation, when the group keeps one. */
export interface OrderedLink {
  readonly link: Link;
  readonly order: number | null;
}

/** Reads a link message, version 1. HDF5 File Format Specification, section IV.A.2.g. */
export function readLink(cursor: Cursor, offsetSize: number): OrderedLink {
  if (cursor.u8() !== 1) throw cursor.fault('has a link of an unknown version');
  const flags = cursor.u8();
  const type = flags & 8 ? cursor.u8() : 0;
  const order = flags & 4 ? cursor.uint(8) : null;
  if (flags & 16) cursor.skip(1);
  const name = decodeUtf8(cursor.take(cursor.uint(1 << (flags & 3))));
  return {
    link: type === 0 ? hard(cursor, name, offsetSize) : { name, kind: KINDS[type] ?? 'user-defined' },
    order,
  };
}

const KINDS: Readonly<Record<number, 'soft' | 'external'>> = { 1: 'soft', 64: 'external' };

function hard(cursor: Cursor, name: string, offsetSize: number): Link {
  const address = cursor.address(offsetSize);
  if (address === null) throw cursor.fault(`has a link “${name}” to nowhere`);
  return { name, kind: 'hard', address };
}
