import {
  type ByteSource,
  type FileSet,
  type OpenModel,
  ReadError,
  type ReadFailure,
  TRAP,
} from '../model/index.ts';
import { architectureBeside } from './architectureBeside.ts';
import { chiefOf } from './chiefOf.ts';
import { singleFile } from './fileSet.ts';
import { fingerprintListing } from './fingerprintFiles.ts';
import { FORMATS } from './formats.ts';
import { refuse } from './refuse.ts';
import { unzipped } from './unzipped.ts';

/**
 * Opens a model from its file, its folder, or a zip of that folder; the content decides how, never the name. Reads metadata
 * only. Rejects with `ReadError`: a fault of ours on hostile bytes becomes one too, so that nothing is ever reported as
 * readable by accident.
 */
export async function openModel(from: ByteSource | FileSet): Promise<OpenModel> {
  const given = 'paths' in from ? from : singleFile(from);
  const beside = await withArchitecture(given);
  if (beside) return beside;
  const files = await unzipped(given);
  return (
    (files === given ? null : await withArchitecture(files)) ?? openAt(files, chiefOf(files, files !== given))
  );
}

/**
 * Weights and the architecture beside them, as one model; `null` where the files are something else. Throws `ReadError` where
 * the other file is a whole model.
 */
async function withArchitecture(files: FileSet): Promise<OpenModel | null> {
  const pair = await architectureBeside(files);
  if (!pair) return null;
  const [architecture, weights] = [await openAt(files, pair.architecture), await openAt(files, pair.weights)];
  if (!weights.borrow)
    throw new ReadError(
      'not-a-model',
      `\`${files.name}\` holds an architecture and ${weights.artifact.name}, which is a whole model by itself. Open that one.`,
    );
  const { artifact, tensors, ...rest } = weights.borrow(architecture.artifact);
  const byteLength = artifact.byteLength + files.size(pair.architecture);
  // The same weights in another architecture are another model.
  const fingerprint = async (): Promise<string> =>
    fingerprintListing([
      [await architecture.tensors.fingerprint(), pair.architecture],
      [await tensors.fingerprint(), pair.weights],
    ]);
  return { ...rest, artifact: { ...artifact, byteLength }, tensors: { ...tensors, fingerprint } };
}

async function openAt(files: FileSet, at: string): Promise<OpenModel> {
  const source = await files.open(at);
  const format = FORMATS.find(({ matches }) => matches(source));
  if (!format) throw refuse(source);
  try {
    return await format.open(source, files, at);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReadError(
      'corrupt',
      `The file could not be read as ${format.label}: ${reason}. It may be damaged.`,
      null,
      error,
    );
  }
}

/** A refusal as plain data, for reports and across workers. */
export function failureOf(error: unknown, file: string | null): ReadFailure {
  if (error instanceof ReadError) {
    return { code: error.code, message: error.message, file, where: error.where, readable: [] };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === 'RuntimeError') {
    return {
      code: 'too-large',
      message:
        `WebAssembly gave up while computing (${message}), most likely for want of memory: it has 4 GB at most. ` +
        'Choose another backend, or compare the files alone (--no-run).',
      file,
      where: TRAP,
      readable: [],
    };
  }
  return {
    code: 'fault',
    message: `Something went wrong inside Twinspect: ${message}`,
    file,
    where: null,
    readable: [],
  };
}
