import { createSHA256 } from 'hash-wasm';
import type { ByteSource } from '../model/index.ts';

/** Bytes hashed at once. */
const SLICE = 16 * 2 ** 20;
/** Up to here the platform's own digest, which wants all bytes at once, is used. */
const AT_ONCE = 64 * 2 ** 20;

/** SHA-256 of a whole source, 64 hexadecimal digits. Never holds more than 64 MiB. */
export async function fingerprint(source: ByteSource): Promise<string> {
  if (source.sha256) return source.sha256();
  if (source.size <= AT_ONCE) {
    const bytes = new Uint8Array(await source.read(0, source.size));
    return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  }
  const hash = await createSHA256();
  let bytes: Uint8Array = new Uint8Array(SLICE);
  for (let at = 0; at < source.size; at += SLICE) {
    bytes = await source.read(at, Math.min(SLICE, source.size - at), bytes);
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** Bytes as hexadecimal digits. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
