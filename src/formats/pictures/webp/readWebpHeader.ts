import { ReadError } from '../../../model/index.ts';
import { checkSize } from '../Picture.ts';

/** What the head of a WebP says. */
export interface WebpHeader {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

const ANIMATION = 0x02;
const ALPHA = 0x10;

/**
 * Reads the size of a WebP picture and whether it has alpha, as libwebp tells it (WebP Container Specification). Throws
 * `ReadError` for animated and cut ones, before anything is allocated.
 */
export function readWebpHeader(bytes: Uint8Array, name: string): WebpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hasAlpha = false;
  for (const { kind, at } of chunksOf(bytes, view)) {
    if (kind === 'VP8L') return lossless(view, at, name);
    if (kind === 'VP8 ') return lossy(view, at, hasAlpha, name);
    const flags = kind === 'VP8X' ? view.getUint8(at) : 0;
    if (flags & ANIMATION) throw animated(name);
    if (flags & ALPHA || kind === 'ALPH') hasAlpha = true;
  }
  throw new ReadError(
    'truncated',
    `\`${name}\` ends before its picture begins. The download may be incomplete.`,
  );
}

/** Room that the heads of all chunks take, and more. */
const LEAST = 10;

/** The chunks of the file that begin inside it, whole or not. */
function* chunksOf(
  bytes: Uint8Array,
  view: DataView,
): Generator<{ readonly kind: string; readonly at: number }> {
  for (let at = 12; at + 8 + LEAST <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    yield { kind: String.fromCharCode(...bytes.subarray(at, at + 4)), at: at + 8 };
    at += 8 + length + (length % 2);
  }
}

/** A byte 2f, then 14 bits for each size less one, and a bit for alpha. */
function lossless(view: DataView, at: number, name: string): WebpHeader {
  const bits = view.getUint32(at + 1, true);
  if (view.getUint8(at) !== 0x2f) throw damaged(name);
  const [width, height] = [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  checkSize(width, height, name);
  return { width, height, hasAlpha: ((bits >>> 28) & 1) === 1 };
}

/** A tag, a start code, and 14 bits for each size (RFC 6386, 9.1). */
function lossy(view: DataView, at: number, hasAlpha: boolean, name: string): WebpHeader {
  if (view.getUint8(at + 3) !== 0x9d || view.getUint8(at + 4) !== 0x01 || view.getUint8(at + 5) !== 0x2a)
    throw damaged(name);
  const [width, height] = [view.getUint16(at + 6, true) & 0x3fff, view.getUint16(at + 8, true) & 0x3fff];
  checkSize(width, height, name);
  return { width, height, hasAlpha };
}

function animated(name: string): ReadError {
  return new ReadError(
    'unsupported-feature',
    `\`${name}\` is an animated WebP, which is not read. Save the picture that is meant as PNG.`,
  );
}

function damaged(name: string): ReadError {
  return new ReadError('corrupt', `\`${name}\` is a damaged WebP: its picture does not begin as one.`);
}
