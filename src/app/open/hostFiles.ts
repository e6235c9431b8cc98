import type { HostFile } from '../../pipeline/index.ts';

/** A file that the browser holds. */
export interface PageFile extends HostFile {
  readonly blob: Blob;
}

/** Files of an input element as the pipeline takes them. */
export function hostFiles(list: FileList | readonly File[]): PageFile[] {
  return [...list].map((file) => ({
    name: file.name,
    path: file.webkitRelativePath || file.name,
    blob: file,
  }));
}
