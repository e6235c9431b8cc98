import { type ByteSource, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';
import { inflate } from '../inflate.ts';
import { memorySource } from '../sources/memorySource.ts';
import { subSource } from '../sources/subSource.ts';
import { crc32 } from './crc32.ts';
import { readLocalHeader } from './readLocalHeader.ts';
import type { ZipEntry } from './ZipEntry.ts';

/** Flags that mean encryption, of the data or of the directory: APPNOTE 4.4.4, bits 0, 6 and 13. */
const ENCRYPTED = 0x2041;

const MAX_INFLATED_BYTES = 2 * 1024 ** 3;
const MAX_RATIO = 200;
/** Below this an entry may be as repetitive as it likes. */
const FREE_BYTES = 1024 * 1024;
const MAX_CHECKED_BYTES = 16 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/**
 * The bytes of an entry as a source. A stored entry is a part of the archive, without a copy, and its CRC is checked up to
 * 16 MB; a deflated one is inflated into memory and checked. Rejects with `ReadError`: `unsupported-feature` for encryption
 * and other methods, `too-large` for more than 2 GiB or 200 times the compressed size, `corrupt` otherwise.
 */
export async function openEntry(archive: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  if (entry.flags & ENCRYPTED)
    throw new ReadError('unsupported-feature', `\`${entry.name}\` is encrypted.`, entry.name);
  const open = METHODS[entry.method];
  if (open === undefined) {
    throw new ReadError(
      'unsupported-feature',
      `\`${entry.name}\` is compressed with ${NAMES[entry.method] ?? `method ${entry.method}`}, which is not supported.`,
      entry.name,
    );
  }
  if (entry.method === DEFLATED) checkGrowth(entry);
  const dataAt = readLocalHeader(archive, entry);
  return open(subSource(archive, dataAt, entry.compressedSize, entry.name), entry);
}

type Open = (data: ByteSource, entry: ZipEntry) => Promise<ByteSource>;

const DEFLATED = 8;

const METHODS: Readonly<Record<number, Open>> = { 0: openStored, [DEFLATED]: openDeflated };

/** APPNOTE 4.4.5. */
const NAMES: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
};

async function openStored(data: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  if (entry.size !== entry.compressedSize) throw damaged(entry, 'its two sizes differ');
  if (entry.size <= MAX_CHECKED_BYTES) checkCrc(await data.read(0, data.size), entry);
  return data;
}

async function openDeflated(data: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  const bytes = await inflate(
    { format: 'deflate-raw', what: `\`${entry.name}\``, next: pieces(data) },
    entry.size,
  );
  if (bytes.length !== entry.size) {
    throw damaged(entry, `it holds ${formatCount(bytes.length)} of ${formatCount(entry.size)} bytes`);
  }
  checkCrc(bytes, entry);
  return memorySource(entry.name, bytes, null);
}

function checkGrowth(entry: ZipEntry): void {
  const isBomb = entry.size > FREE_BYTES && entry.size > MAX_RATIO * entry.compressedSize;
  if (isBomb || entry.size > MAX_INFLATED_BYTES) {
    const told = `${formatCount(entry.compressedSize)} to ${formatCount(entry.size)} bytes`;
    throw new ReadError('too-large', `\`${entry.name}\` would grow from ${told}.`, entry.name);
  }
}

function pieces(data: ByteSource): () => Promise<Uint8Array | null> {
  let at = 0;
  return async () => {
    if (at >= data.size) return null;
    const piece = await data.read(at, Math.min(PIECE_BYTES, data.size - at));
    at += piece.length;
    return piece;
  };
}

function checkCrc(bytes: Uint8Array, entry: ZipEntry): void {
  if (crc32(bytes) !== entry.crc32) throw damaged(entry, 'it does not match its checksum');
}

function damaged(entry: ZipEntry, why: string): ReadError {
  return new ReadError('corrupt', `\`${entry.name}\` is damaged: ${why}.`, entry.name);
}
