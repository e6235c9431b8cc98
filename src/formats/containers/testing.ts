import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { ByteSource } from '../../model/index.ts';
import { fdSource } from './sources/fdSource.ts';
import { memorySource } from './sources/memorySource.ts';
import { openEntry } from './zip/openEntry.ts';
import { readZipDirectory } from './zip/readZipDirectory.ts';

const FILES = new URL('./testdata/files.zip', import.meta.url);

/** The files that `testdata/make.py` made, by name. */
export async function testFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const archive = memorySource('files.zip', new Uint8Array(readFileSync(FILES)));
  const files = new Map<string, Uint8Array>();
  for (const entry of readZipDirectory(archive)) {
    const file = await openEntry(archive, entry);
    files.set(entry.name, await file.read(0, file.size));
  }
  return files;
}

/** One of those files, as a source. */
export async function testFile(name: string): Promise<ByteSource> {
  const bytes = (await testFiles()).get(name);
  if (bytes === undefined) throw new Error(`no ${name} in files.zip`);
  return memorySource(name, bytes);
}

/** A file on disk as a source that opens it anew for every read, so that nothing has to be closed. */
export function diskSource(path: string | URL): ByteSource {
  return fdSource(String(path).split('/').at(-1)!, statSync(path).size, (at, into) => {
    const file = openSync(path, 'r');
    try {
      for (let done = 0; done < into.length; ) {
        const count = readSync(file, into, done, into.length - done, at + done);
        if (count === 0) throw new Error('the file became shorter');
        done += count;
      }
    } finally {
      closeSync(file);
    }
  });
}
