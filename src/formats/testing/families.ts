import { readdirSync, readFileSync } from 'node:fs';
import type { FileSet } from '../../model/index.ts';
import { memorySource, openEntry, readZipDirectory } from '../containers/index.ts';
import { fileSet } from '../fileSet.ts';

const FIXTURES = new URL('../../../fixtures/', import.meta.url);

/** Files by path. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** The bytes of a fixture. */
export const fixture = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, FIXTURES)));

/** Files as somebody drops a folder of them, or the only one. */
export function setOf(files: Files): FileSet {
  const listed = Object.entries(files).map(([path, bytes]) => ({
    path,
    size: bytes.length,
    open: () => memorySource(path, bytes),
  }));
  return fileSet('dropped', listed, listed.length === 1 ? (listed[0]?.path ?? null) : null);
}

/** A zip as its files. */
export async function unpacked(path: string): Promise<Files> {
  const archive = memorySource(path, fixture(path));
  const files: Record<string, Uint8Array> = {};
  for (const entry of readZipDirectory(archive)) {
    const file = await openEntry(archive, entry);
    files[entry.name] = new Uint8Array(await file.read(0, file.size));
  }
  return files;
}

function folder(path: string): Files {
  const names = readdirSync(new URL(path, FIXTURES));
  return Object.fromEntries(names.map((name) => [name, fixture(`${path}/${name}`)]));
}

/** Models of every kind that is read, each by what is special about its files. */
export const FAMILIES: Readonly<Record<string, () => Promise<Files> | Files>> = {
  'a SavedModel of tf.keras': () => unpacked('tensorflow/mlp-k215-saved.zip'),
  'an export of Keras 3': () => unpacked('tensorflow/mlp-k315-export.zip'),
  'a SavedModel of TensorFlow 1': () => unpacked('tensorflow-runs/session.k215.zip'),
  'a SavedModel with loops': () => unpacked('tensorflow-runs/loops.k215.zip'),
  'a SavedModel with branches': () => unpacked('tensorflow-runs/branches.k215.zip'),
  'a SavedModel with tables': () => unpacked('tensorflow-runs/words.k215.zip'),
  'a checkpoint of objects': () => unpacked('tensorflow/mlp-k215-weights.zip'),
  'a checkpoint with an optimizer': () => unpacked('tensorflow/compiled-adam-k215-checkpoint.zip'),
  'a checkpoint in shards': () => unpacked('tensorflow/sharded.zip'),
  'a zip of a checkpoint': () => ({ 'c.zip': fixture('tensorflow/mlp-k315-checkpoint.zip') }),
  'a layers model in shards': () => folder('tfjs/mlp-shards'),
  'a quantised layers model': () => folder('tfjs/mlp-partly-uint8'),
  'a layers model with texts': () => folder('tfjs/rnn-text-h5'),
  'a graph model': () => folder('tfjs/graph-dense'),
  'an archive of Keras 3': () => ({ 'm.keras': fixture('good/mlp-k315-v3.keras') }),
  'an HDF5 file of tf.keras': () => ({ 'm.h5': fixture('good/mlp-k215-h5.h5') }),
  'an ONNX model with values beside it': () => folder('converted/hand-external'),
  'a TensorFlow Lite model': () => ({ 'm.tflite': fixture('converted/words-float.k315.tflite') }),
  'a TensorFlow Lite model of every option': () => ({ 'm.tflite': fixture('converted/options.tflite') }),
  'safetensors of every type': () => ({ 'm.safetensors': fixture('converted/types.safetensors') }),
  'safetensors in several files': () => folder('converted/nested-shards'),
  'weights of Keras 3': () => ({ 'm.weights.h5': fixture('good/frozen-block-k215-legacy-weights.h5') }),
};
