import type { FileSet } from '../model/index.ts';
import { fingerprint, hexOf } from './fingerprint.ts';

/**
 * One SHA-256 for a model of several files: that of the listing that `sha256sum` prints for them, in this order. Any file
 * that differs, or has another name, gives another one.
 */
export async function fingerprintFiles(files: FileSet, paths: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const path of paths) lines.push(`${await fingerprint(await files.open(path))}  ${path}\n`);
  const listing = new TextEncoder().encode(lines.join(''));
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', listing)));
}
