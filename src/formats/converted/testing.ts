import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { FileSet, OpenModel, Variable } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';
import { fileSet, singleFile } from '../fileSet.ts';
import { openModel } from '../openModel.ts';

const FOLDER = new URL('../../../fixtures/converted/', import.meta.url);

/** A tensor as the tool that defines its format reads it back. */
export interface ExpectedTensor {
  readonly name?: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sha256: string;
  /** Of the real values that quantised ones stand for, as float32. */
  readonly real?: string;
}

/** What those tools say about each file, by its name. */
export function expectedFiles<T>(ending: string): [string, T][] {
  const listings = readdirSync(FOLDER).filter((name) => /^expected-.*\.json$/.test(name));
  return listings
    .flatMap((name) =>
      Object.entries(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Record<string, T>),
    )
    .filter(([name]) => name.endsWith(ending));
}

/** The bytes of a fixture. */
export function convertedBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** A fixture by itself, with what lies beside it where it has a folder of its own. */
export function convertedFiles(name: string): FileSet {
  const cut = name.lastIndexOf('/') + 1;
  if (cut === 0) return singleFile(memorySource(name, convertedBytes(name)));
  const folder = name.slice(0, cut);
  const files = readdirSync(new URL(folder, FOLDER)).map((path) => {
    const bytes = convertedBytes(folder + path);
    return { path, size: bytes.length, open: () => memorySource(path, bytes) };
  });
  return fileSet(name.slice(cut), files, name.slice(cut));
}

/** Opens a fixture. */
export function openConverted(name: string): Promise<OpenModel> {
  return openModel(convertedFiles(name));
}

/** SHA-256 of a variable's values, read whole and by ranges: both must agree. */
export async function digestOf({ tensors }: OpenModel, variable: Variable): Promise<string> {
  const { bytes } = await tensors.read(variable);
  const half = Math.floor(bytes.length / 2);
  const pieces = [
    (await tensors.readRange(variable, 0, half)).slice(),
    (await tensors.readRange(variable, half, bytes.length - half)).slice(),
  ];
  const sha = (parts: readonly Uint8Array[]): string =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
  if (sha(pieces) !== sha([bytes])) throw new Error(`${variable.id} differs when it is read by ranges`);
  return sha([bytes]);
}
