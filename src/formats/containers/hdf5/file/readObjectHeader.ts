import { Cursor } from '../../Cursor.ts';
import { MESSAGE, type Message } from '../messages/Message.ts';
import type { FileSpace } from './FileSpace.ts';

/** Pieces that one header may be spread over, and messages in it. */
const MAX_PIECES = 4_000;
const MAX_MESSAGES = 200_000;

const NEW_SIGNATURE = 0x4f; // 'O' of OHDR; version 1 has no signature and starts with its number, 1.

/**
 * The messages of the object header at `address`, versions 1 and 2, continuations included and checksums verified. HDF5
 * File Format Specification, section IV.A.1. Throws `ReadError('corrupt')`.
 */
export function readObjectHeader(space: FileSpace, address: number): Message[] {
  const first = space.piece(address, 1, 'an object header').u8();
  return first === NEW_SIGNATURE ? readNew(space, address) : readOld(space, address);
}

interface Walk {
  readonly messages: Message[];
  /** Pieces still to be read, as address and length. */
  readonly pieces: (readonly [number, number])[];
}

function readOld(space: FileSpace, address: number): Message[] {
  const prefix = space.piece(address, 16, 'an object header');
  if (prefix.u8() !== 1) throw prefix.fault('has a version that is not known');
  prefix.skip(1);
  const count = prefix.u16();
  prefix.skip(4);
  const walk: Walk = { messages: [], pieces: [[address + 16, prefix.u32()]] };
  for (let i = 0; i < walk.pieces.length && walk.messages.length < count; i++) {
    const [at, length] = walk.pieces[i]!;
    const piece = space.piece(at, length, 'an object header');
    while (piece.left >= 8 && walk.messages.length < count) keep(space, walk, oldMessage(piece));
  }
  return walk.messages;
}

function oldMessage(piece: Cursor): Message {
  const type = piece.u16();
  const length = piece.u16();
  const flags = piece.u8();
  piece.skip(3);
  return { type, flags, body: piece.sub(length), checksummed: false };
}

function readNew(space: FileSpace, address: number): Message[] {
  const prefix = space.piece(
    address,
    Math.min(34, space.source.size - space.base - address),
    'an object header',
  );
  prefix.expect('OHDR');
  if (prefix.u8() !== 2) throw prefix.fault('has a version that is not known');
  const flags = prefix.u8();
  prefix.skip((flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0));
  const length = prefix.uint(1 << (flags & 3));
  const head = prefix.at;
  const walk: Walk = { messages: [], pieces: [[address, head + length + 4]] };
  const tracksOrder = (flags & 4) !== 0;
  for (let i = 0; i < walk.pieces.length; i++) {
    const [at, size] = walk.pieces[i]!;
    const piece = space.checkedPiece(at, size, 'an object header');
    if (i > 0) piece.expect('OCHK');
    else piece.skip(head);
    const body = new Cursor(piece.bytes.subarray(0, size - 4), piece.origin, piece.what);
    body.skip(piece.at);
    const smallest = tracksOrder ? 6 : 4;
    while (body.left >= smallest) keep(space, walk, newMessage(body, tracksOrder));
  }
  return walk.messages;
}

function newMessage(piece: Cursor, tracksOrder: boolean): Message {
  const type = piece.u8();
  const length = piece.u16();
  const flags = piece.u8();
  if (tracksOrder) piece.skip(2);
  return { type, flags, body: piece.sub(length), checksummed: true };
}

function keep(space: FileSpace, walk: Walk, message: Message): void {
  walk.messages.push(message);
  if (walk.messages.length > MAX_MESSAGES) throw message.body.fault('has too many messages');
  if (message.type !== MESSAGE.continuation) return;
  const { body } = message;
  const at = body.address(space.offsetSize);
  const length = body.uint(space.lengthSize);
  const seen = walk.pieces.some(([other]) => other === at);
  if (at === null || seen || walk.pieces.length >= MAX_PIECES) throw body.fault('continues in a circle');
  walk.pieces.push([at, length]);
}
