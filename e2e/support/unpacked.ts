import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { memorySource, openEntry, readZipDirectory } from '../../src/formats/containers/index.ts';

/** A zipped fixture as a folder on disk, for inputs that take folders. */
export async function unpacked(zip: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'twinspect-'));
  const archive = memorySource(zip, readFileSync(zip));
  for (const entry of readZipDirectory(archive)) {
    const source = await openEntry(archive, entry);
    const path = join(folder, entry.name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await source.read(0, source.size));
  }
  return folder;
}
