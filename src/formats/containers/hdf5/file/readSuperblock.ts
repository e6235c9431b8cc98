import { type ByteSource, ReadError } from '../../../../model/index.ts';
import { Cursor } from '../../Cursor.ts';
import { formatCount } from '../../formatCount.ts';
import { FileSpace } from './FileSpace.ts';
import { checksumHolds } from './lookup3.ts';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of the shortest superblock, version 2 with addresses of 2 bytes. */
const SHORTEST = 24;
const WIDTHS: ReadonlySet<number> = new Set([2, 4, 8]);

/** What the superblock says: the address space, and where the root group's object header is. */
export interface Superblock {
  readonly space: FileSpace;
  readonly root: number;
}

interface Fields {
  readonly offsetSize: number;
  readonly lengthSize: number;
  readonly base: number | null;
  readonly end: number | null;
  readonly root: number | null;
}

/**
 * Finds and reads the superblock, versions 0 to 3, at byte 0, 512, 1024, 2048 … HDF5 File Format Specification, section
 * II.A. Throws `not-a-model` without a signature, `truncated` when the file is shorter than it says.
 */
export function readSuperblock(source: ByteSource): Superblock {
  const found = findSignature(source);
  if (found === null) throw new ReadError('not-a-model', `\`${source.name}\` is not an HDF5 file.`);
  checkStart(source, found);
  const cursor = new Cursor(source.view(found, Math.min(128, source.size - found)), found, 'the superblock');
  cursor.skip(SIGNATURE.length);
  const version = cursor.u8();
  const read = VERSIONS[version];
  if (read === undefined) {
    throw new ReadError('unsupported-version', `Superblock version ${version} of HDF5 is not known.`);
  }
  const fields = read(cursor, version);
  checkEnd(source, fields, found);
  if (fields.root === null) throw cursor.fault('names no root group');
  return { space: new FileSpace(source, found, fields.offsetSize, fields.lengthSize), root: fields.root };
}

/** A file that ends inside its superblock cannot say how long it should be. */
function checkStart(source: ByteSource, found: number): void {
  if (source.size - found >= SHORTEST) return;
  throw new ReadError(
    'truncated',
    `The file ends after ${formatCount(source.size)} bytes, inside its first header. The download may be incomplete.`,
    `byte ${formatCount(source.size)}`,
  );
}

const VERSIONS: Readonly<Record<number, (cursor: Cursor, version: number) => Fields>> = {
  0: readOld,
  1: readOld,
  2: readNew,
  3: readNew,
};

function findSignature(source: ByteSource): number | null {
  for (let at = 0; at + SIGNATURE.length <= source.size; at = at === 0 ? 512 : at * 2) {
    const bytes = source.view(at, SIGNATURE.length);
    if (SIGNATURE.every((byte, i) => bytes[i] === byte)) return at;
  }
  return null;
}

function readOld(cursor: Cursor, version: number): Fields {
  cursor.skip(4);
  const { offsetSize, lengthSize } = widths(cursor);
  cursor.skip(version === 1 ? 13 : 9);
  const base = cursor.address(offsetSize);
  cursor.skip(offsetSize);
  const end = cursor.address(offsetSize);
  cursor.skip(2 * offsetSize);
  return { offsetSize, lengthSize, base, end, root: cursor.address(offsetSize) };
}

function readNew(cursor: Cursor): Fields {
  const { offsetSize, lengthSize } = widths(cursor);
  cursor.skip(1);
  const base = cursor.address(offsetSize);
  cursor.skip(offsetSize);
  const end = cursor.address(offsetSize);
  const root = cursor.address(offsetSize);
  const all = cursor.bytes.subarray(0, cursor.at + 4);
  cursor.skip(4);
  if (!checksumHolds(all)) throw cursor.fault('does not match its checksum');
  return { offsetSize, lengthSize, base, end, root };
}

function widths(cursor: Cursor): { offsetSize: number; lengthSize: number } {
  const offsetSize = cursor.u8();
  const lengthSize = cursor.u8();
  if (!(WIDTHS.has(offsetSize) && WIDTHS.has(lengthSize)))
    throw cursor.fault('states impossible field widths');
  return { offsetSize, lengthSize };
}

/** The stated end counts from the start of the file as it was written; a user block added later shifts it. */
function checkEnd(source: ByteSource, fields: Fields, found: number): void {
  if (fields.end === null) return;
  const end = fields.end - (fields.base ?? 0) + found;
  if (end <= source.size) return;
  throw new ReadError(
    'truncated',
    `The file ends after ${formatCount(source.size)} of ${formatCount(end)} bytes. The download may be incomplete.`,
    `byte ${formatCount(source.size)}`,
  );
}
