import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** libwebp's WebAssembly on this machine. */
export function webpCode(): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm'));
}
