import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fdSource } from '../formats/index.ts';
import { type ByteSource, ReadError } from '../model/index.ts';
import type { HostFile } from '../pipeline/index.ts';

/** Paths count from where the command was typed: npm moves to the package's folder first. */
export function absolute(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

const open: number[] = [];

/** A file on disk as the pipeline takes it: opened when it is first read, and never read whole. */
export function hostFile(path: string): HostFile {
  const full = absolute(path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (!stat) throw new ReadError('missing-part', `There is no file ${path}.`, full);
  if (stat.isDirectory()) {
    throw new ReadError('unsupported-feature', `${path} is a folder. A single file is expected here.`, full);
  }
  const name = basename(full);
  return { name, path: name, blob: diskSource(full, stat.size) };
}

/** A file that is opened at its first read. */
export function diskSource(full: string, size: number): ByteSource {
  const name = basename(full);
  let fd: number | null = null;
  const source = fdSource(name, size, (at, into) => {
    fd ??= opened(full);
    let done = 0;
    while (done < into.length) {
      const count = readSync(fd, into, done, into.length - done, at + done);
      if (count === 0) throw new ReadError('truncated', `${name} became shorter while it was read.`);
      done += count;
    }
  });
  return { ...source, sha256: () => sha256(source) };
}

/** Bytes hashed at once. */
const SLICE = 4 * 2 ** 20;

async function sha256(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  const room = new Uint8Array(Math.min(SLICE, source.size));
  for (let at = 0; at < source.size; at += SLICE) {
    hash.update(await source.read(at, Math.min(SLICE, source.size - at), room));
  }
  return hash.digest('hex');
}

function opened(full: string): number {
  try {
    const fd = openSync(full, 'r');
    open.push(fd);
    return fd;
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new ReadError('missing-part', `${full} cannot be opened: ${reason}.`, full, error);
  }
}

/** Closes what was opened. */
export function closeFiles(): void {
  for (const fd of open.splice(0)) closeSync(fd);
}

/** Writes a result; `-` is standard output. */
export function writeResult(path: string, content: string | Uint8Array): void {
  if (path === '-') process.stdout.write(content);
  else writeFileSync(absolute(path), content);
}
