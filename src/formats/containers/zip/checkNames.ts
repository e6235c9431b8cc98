import { ReadError } from '../../../model/index.ts';
import type { ZipEntry } from './ZipEntry.ts';

/** Refuses entries that could leave the folder they are unpacked to, and two entries of one name: `ReadError('corrupt')`. */
export function checkNames(entries: readonly Pick<ZipEntry, 'name'>[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (!isPlain(name))
      throw new ReadError('corrupt', `The archive has an entry with the unsafe name \`${name}\`.`, name);
    if (seen.has(name))
      throw new ReadError('corrupt', `The archive has two entries named \`${name}\`.`, name);
    seen.add(name);
  }
}

function isPlain(name: string): boolean {
  const isAbsolute = /^([a-z]:|[/\\])/i.test(name);
  return name !== '' && !isAbsolute && !name.includes('\0') && !name.split(/[/\\]/).includes('..');
}
