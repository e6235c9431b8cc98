import { ReadError } from '../../../model/index.ts';
import { crc32 } from '../../containers/index.ts';

/** What the chunks of a PNG file hold, as far as pixels depend on it. */
export interface PngChunks {
  readonly header: Uint8Array;
  readonly palette: Uint8Array | null;
  /** The `tRNS` chunk. */
  readonly transparency: Uint8Array | null;
  /** The compressed pixels, in the order of their chunks. */
  readonly data: readonly Uint8Array[];
}

const SIGNATURE_BYTES = 8;
/** Length, type and checksum. */
const CHUNK_BYTES = 12;

/**
 * Walks the chunks up to `IEND` (PNG specification, 5.3) and checks each one's CRC. Throws `ReadError` for a file that is
 * cut, and for a critical chunk that is unknown.
 */
export function readChunks(bytes: Uint8Array, name: string): PngChunks {
  const found = new Map<string, Uint8Array>();
  const data: Uint8Array[] = [];
  for (let at = SIGNATURE_BYTES; ; ) {
    const { type, body } = chunkAt(bytes, at, name);
    if (type === 'IEND') break;
    if (type === 'IDAT') data.push(body);
    else keep(found, type, body, name);
    at += CHUNK_BYTES + body.length;
  }
  const header = found.get('IHDR');
  if (header?.length !== 13) throw new ReadError('corrupt', `\`${name}\` has no header (PNG).`);
  if (data.length === 0) throw new ReadError('corrupt', `\`${name}\` has no pixels (PNG).`);
  return { header, data, palette: found.get('PLTE') ?? null, transparency: found.get('tRNS') ?? null };
}

interface Chunk {
  readonly type: string;
  readonly body: Uint8Array;
}

function chunkAt(bytes: Uint8Array, at: number, name: string): Chunk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = at + CHUNK_BYTES > bytes.length ? Number.POSITIVE_INFINITY : view.getUint32(at);
  if (at + CHUNK_BYTES + length > bytes.length) throw cut(name, at);
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
    throw new ReadError(
      'corrupt',
      `\`${name}\`: the checksum of its ${type} chunk does not fit.`,
      `byte ${at}`,
    );
  return { type, body: bytes.subarray(at + 8, at + 8 + length) };
}

const KNOWN = new Set(['IHDR', 'PLTE', 'tRNS']);

/** Chunks whose names begin in lower case may be left out. */
function keep(found: Map<string, Uint8Array>, type: string, body: Uint8Array, name: string): void {
  if (KNOWN.has(type)) {
    if (found.has(type)) throw new ReadError('corrupt', `\`${name}\` has two ${type} chunks.`);
    found.set(type, body);
  } else if (/^[A-Z]/.test(type))
    throw new ReadError('unsupported-feature', `\`${name}\` has a ${type} chunk, which is not known.`);
}

const cut = (name: string, at: number): ReadError =>
  new ReadError('truncated', `\`${name}\` ends early: a PNG ends with an IEND chunk.`, `byte ${at}`);
