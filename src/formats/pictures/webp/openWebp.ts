import { ReadError } from '../../../model/index.ts';
import type { Picture } from '../Picture.ts';
import { readWebpHeader } from './readWebpHeader.ts';
import { type Decoded, forgetWebpDecoder, webpDecoder } from './webpDecoder.ts';

/** `null` where libwebp gives up; a trap inside it leaves it unusable, so that the next picture gets a new one. */
async function decode(bytes: Uint8Array): Promise<Decoded | null> {
  const library = await webpDecoder();
  try {
    return library.decode(bytes);
  } catch {
    forgetWebpDecoder();
    return null;
  }
}

/**
 * Decodes a WebP picture to the values that Pillow gives: both go through libwebp, which decodes exactly. Throws
 * `ReadError`.
 */
export async function openWebp(bytes: Uint8Array, name: string): Promise<Picture> {
  const { width, height, hasAlpha } = readWebpHeader(bytes, name);
  const decoded = await decode(bytes);
  if (decoded === null || decoded.width !== width || decoded.height !== height)
    throw new ReadError(
      'corrupt',
      `\`${name}\` is damaged: libwebp cannot decode it. The download may be incomplete.`,
    );
  const { data } = decoded;
  if (hasAlpha) return { width, height, channels: 4, values: new Uint8Array(data) };
  const values = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < values.length; from += 4, to += 3) {
    values[to] = data[from] as number;
    values[to + 1] = data[from + 1] as number;
    values[to + 2] = data[from + 2] as number;
  }
  return { width, height, channels: 3, values };
}
