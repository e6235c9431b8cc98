import { type FileSet, ReadError } from '../../model/index.ts';
import type { FileRange } from '../rangedStore.ts';
import type { OnnxTensor } from './readTensor.ts';

/**
 * Where values lie that an ONNX file keeps in another one. Only a file beside it, by its bare name, is looked at. Throws
 * `ReadError` for any other location, for a file that is missing, and for a stretch that does not lie in it.
 */
export function externalRange(
  { name }: OnnxTensor,
  entries: ReadonlyMap<string, string>,
  files: FileSet,
  at: string,
  needed: number,
): FileRange {
  const location = entries.get('location') ?? '';
  const bare = location.replace(/^\.\//, '');
  if (bare === '' || bare === '.' || bare === '..' || /[/\\:\0]/.test(bare))
    throw new ReadError(
      'corrupt',
      `Tensor "${name}" lies in \`${location}\`, outside of the model’s folder. Only files beside the model are read.`,
      name,
    );
  const path = at.slice(0, at.lastIndexOf('/') + 1) + bare;
  if (!files.paths.includes(path))
    throw new ReadError(
      'missing-part',
      `The values of "${name}" lie in \`${bare}\`, which is missing. Open the model together with it.`,
      path,
    );
  const offset = wholeOf(entries, 'offset', 0, name);
  const length = wholeOf(entries, 'length', files.size(path) - offset, name);
  if (length !== needed)
    throw new ReadError(
      'corrupt',
      `Tensor "${name}" takes ${needed.toLocaleString('en')} bytes, but ${length.toLocaleString('en')} are set aside for it in \`${bare}\`.`,
      name,
    );
  if (offset + length > files.size(path))
    throw new ReadError(
      'truncated',
      `\`${bare}\` ends after ${files.size(path).toLocaleString('en')} of at least ${(offset + length).toLocaleString('en')} bytes. The download may be incomplete.`,
      name,
    );
  return { path, at: offset, length };
}

function wholeOf(entries: ReadonlyMap<string, string>, key: string, otherwise: number, name: string): number {
  const text = entries.get(key);
  const value = text === undefined ? otherwise : Number(text);
  if ((text === undefined || /^\d+$/.test(text)) && Number.isSafeInteger(value) && value >= 0) return value;
  throw new ReadError(
    'corrupt',
    `Tensor "${name}" states an impossible ${key}: ${text?.slice(0, 50) ?? value}.`,
    name,
  );
}
