import type { PageFile } from './hostFiles.ts';

/** Everything in a drop or a paste, folders walked through. The items must be asked within the event, before any wait. */
export function droppedFiles(data: DataTransfer): Promise<PageFile[]> {
  const entries = [...data.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const files = [...data.files];
  return Promise.all(entries.map((entry, at) => (entry?.isDirectory ? walk(entry) : single(files[at])))).then(
    (lists) => lists.flat(),
  );
}

function single(file: File | undefined): PageFile[] {
  return file ? [{ name: file.name, path: file.name, blob: file }] : [];
}

async function walk(entry: FileSystemEntry): Promise<PageFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ name: file.name, path: entry.fullPath.replace(/^\//, ''), blob: file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // A reader hands out at most 100 entries a call, and an empty list at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(walk))).flat();
}
