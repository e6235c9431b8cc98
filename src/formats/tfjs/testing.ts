import { readdirSync, readFileSync } from 'node:fs';
import type { FileSet } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';
import { fileSet } from '../fileSet.ts';

const ROOT = new URL('../../../fixtures/tfjs/', import.meta.url);

/** The files of a committed model, by path. */
export type Folder = Readonly<Record<string, Uint8Array>>;

/** The TensorFlow.js models that are committed. */
export function tfjsFixtures(): string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** The Keras file that the converter made a model of; a file of fixtures/good. */
export function convertedFrom(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL('converted.json', ROOT), 'utf8'));
}

/** A committed model's files. */
export function tfjsFolder(name: string): Folder {
  const folder = new URL(`${name}/`, ROOT);
  return Object.fromEntries(
    readdirSync(folder).map((path) => [path, new Uint8Array(readFileSync(new URL(path, folder)))]),
  );
}

/** A file beside the folders: what Keras makes of a model that TensorFlow.js saved. */
export function tfjsCompanion(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, ROOT)));
}

/** Files as a set. */
export function setOf(folder: Folder, name = 'model'): FileSet {
  return fileSet(
    name,
    Object.entries(folder).map(([path, bytes]) => ({
      path,
      size: bytes.length,
      open: () => memorySource(path, bytes),
    })),
  );
}

/** A folder whose model.json was changed. */
export function withDocument(folder: Folder, change: (document: Document) => void): Folder {
  const document = JSON.parse(new TextDecoder().decode(folder['model.json'])) as Document;
  change(document);
  return { ...folder, 'model.json': new TextEncoder().encode(JSON.stringify(document)) };
}

/** What tests change in a model.json. */
export interface Document {
  format?: string;
  modelTopology: unknown;
  weightsManifest: {
    paths: string[];
    weights: { name: string; shape: number[]; dtype: string; quantization?: Record<string, unknown> }[];
  }[];
}
