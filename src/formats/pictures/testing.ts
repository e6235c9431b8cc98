import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { provideWebpCode } from './webp/webpDecoder.ts';

/** Lets WebP pictures be opened in tests, which run in Node. */
export function withWebp(): void {
  const path = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
  provideWebpCode(() => readFile(path));
}
