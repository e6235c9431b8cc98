import { expect } from 'vitest';
import { DTYPE_BYTES, type FileSet, type OpenModel, ReadError, sizeOf } from '../../model/index.ts';
import { openModel } from '../openModel.ts';
import { operationsOf } from '../tensorflow/withOperations.ts';
import { allocated } from './allocated.ts';

/** Two seconds on a machine that is doing nothing else. */
const PATIENCE = 10_000;

/** What came of reading a file: which values could be read, and how many could not. */
export interface Outcome {
  readonly model: OpenModel | null;
  readonly refused: number;
}

/** What may be set aside whatever a file says: tables of the readers, pages of files. */
const ALLOWED = 4 * 2 ** 20;
/** And for every byte of the file: values are copied, some are widened or made of packed ones. */
const PER_BYTE = 16;

/**
 * Opens a file that may be damaged and reads all of it. Whatever fails fails by a `ReadError` that was meant, in time, and
 * without more memory than a file of that size can fill.
 */
export async function expectModelOrRefusal(files: FileSet): Promise<Outcome> {
  const began = performance.now();
  const { value, bytes } = await allocated(() => readAll(files));
  expect(performance.now() - began).toBeLessThan(PATIENCE);
  const size = files.paths.reduce((sum, path) => sum + files.size(path), 0);
  expect(bytes).toBeLessThan(ALLOWED + PER_BYTE * size);
  return value;
}

async function readAll(files: FileSet): Promise<Outcome> {
  const model = await meant(() => openModel(files));
  let refused = 0;
  for (const variable of model?.artifact.variables ?? []) {
    const tensor = await meant(() => (model as OpenModel).tensors.read(variable));
    if (tensor === null) refused++;
    else if (tensor.dtype !== 'string')
      expect(tensor.bytes.length).toBe(sizeOf(tensor.shape) * DTYPE_BYTES[tensor.dtype]);
  }
  if (model) await meant(() => operationsOf(model));
  return { model, refused };
}

/** A result; `null` when it was refused. A fault that was only caught is none of our refusals. */
export async function meant<T>(job: () => Promise<T> | T): Promise<T | null> {
  try {
    return await job();
  } catch (error) {
    expectMeant(error);
    return null;
  }
}

const FAULTS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);
/** The platform's own words for bytes that are no deflate, no UTF-8, or no JSON. */
const PLATFORM = /cannot be inflated|UTF-8|no array file|JSON|report/;

function expectMeant(error: unknown): void {
  if (!(error instanceof ReadError)) throw error;
  const { cause } = error;
  if (cause instanceof Error && FAULTS.has(cause.name) && !PLATFORM.test(error.message)) throw cause;
}
