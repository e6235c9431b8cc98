import type { FileSet } from '../model/index.ts';
import { fingerprint, hexOf } from './fingerprint.ts';

/**
 * One SHA-256 for a model of several files: that of the listing that `sha256sum` prints for them, in this order. Any file
 * that differs, or has another name, gives another one.
 */
export async function fingerprintFiles(files: FileSet, paths: readonly string[]): Promise<string> {
  const lines: (readonly [digest: string, path: string])[] = [];
  for (const path of paths) lines.push([await fingerprint(await files.open(path)), path]);
  return fingerprintListing(lines);
}

/** The SHA-256 of the listing that `sha256sum` prints: each file's own digest and its path. */
export async function fingerprintListing(
  lines: readonly (readonly [digest: string, path: string])[],
): Promise<string> {
  const listing = new TextEncoder().encode(lines.map(([digest, path]) => `${digest}  ${path}\n`).join(''));
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', listing)));
}
