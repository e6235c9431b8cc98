import { ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { formatCount } from '../formatCount.ts';
import type { FileSpace } from './file/FileSpace.ts';
import { MAX_NAMES } from './file/limits.ts';
import { readObjectHeader } from './file/readObjectHeader.ts';
import { walkBTree2 } from './file/walkBTree2.ts';
import { FractalHeap } from './groups/FractalHeap.ts';
import { findMessage, MESSAGE, type Message } from './messages/Message.ts';
import type { Attributes, AttributeValue } from './types.ts';
import { type RawAttribute, readAttribute } from './values/readAttribute.ts';

const BY_NAME = [8];
const SHARED = 2;

/** All attributes of one object together, in bytes. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

/** The attributes of the object at `address`; its header is read again when the first of them is asked for. */
export class LazyAttributes implements Attributes {
  private readonly space: FileSpace;
  private readonly address: number;
  private read: ReadonlyMap<string, RawAttribute> | null = null;

  constructor(space: FileSpace, address: number) {
    this.space = space;
    this.address = address;
  }

  get names(): readonly string[] {
    return [...this.all().keys()];
  }

  get(name: string): AttributeValue | undefined {
    return this.all().get(name)?.value();
  }

  private all(): ReadonlyMap<string, RawAttribute> {
    this.read ??= readAll(this.space, readObjectHeader(this.space, this.address));
    return this.read;
  }
}

function readAll(space: FileSpace, messages: readonly Message[]): ReadonlyMap<string, RawAttribute> {
  const found = new Map<string, RawAttribute>();
  let total = 0;
  const add = (body: Cursor, flags: number): void => {
    if (flags & SHARED)
      throw new ReadError('unsupported-feature', 'The file keeps attributes in a shared heap.');
    total += body.left;
    if (total > MAX_TOTAL_BYTES || found.size >= MAX_NAMES) throw tooMany();
    const own = new Cursor(body.take(body.left).slice(), body.origin, 'an attribute');
    const attribute = readAttribute(space, own);
    found.set(attribute.name, attribute);
  };
  for (const message of messages) {
    if (message.type === MESSAGE.attribute) add(message.body, message.flags);
  }
  const info = findMessage(messages, MESSAGE.attributeInfo);
  if (info !== undefined) addDense(space, info.body, add);
  return found;
}

/** Attribute info message, HDF5 File Format Specification, section IV.A.2.v; records of type 8, section III.A.2. */
function addDense(space: FileSpace, info: Cursor, add: (body: Cursor, flags: number) => void): void {
  if (info.u8() !== 0) throw info.fault('has a list of attributes of an unknown version');
  const flags = info.u8();
  if (flags & 1) info.skip(2);
  const heapAddress = info.address(space.offsetSize);
  const byName = info.address(space.offsetSize);
  if (heapAddress === null || byName === null) return;
  const heap = new FractalHeap(space, heapAddress);
  const entries: { readonly order: number; readonly flags: number; readonly id: Cursor }[] = [];
  walkBTree2(space, byName, BY_NAME, (record) => {
    const id = record.sub(8);
    entries.push({ flags: record.u8(), order: record.u32(), id });
    if (entries.length > MAX_NAMES) throw tooMany();
  });
  entries.sort((a, b) => a.order - b.order);
  for (const entry of entries) add(heap.object(entry.id), entry.flags);
}

function tooMany(): ReadError {
  const told = `${formatCount(MAX_NAMES)} attributes or ${formatCount(MAX_TOTAL_BYTES)} bytes of them`;
  return new ReadError('too-large', `An object has more than ${told}.`);
}
