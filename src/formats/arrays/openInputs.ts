import type { ByteSource } from '../../model/index.ts';
import { openPictures } from '../pictures/openPictures.ts';
import type { NamedArrays } from './NamedArrays.ts';
import { openArrays } from './openArrays.ts';

/** Arrays with the name that a report gives them. */
export interface GivenInputs {
  readonly name: string;
  readonly arrays: NamedArrays;
}

/** Opens sample inputs: one file of arrays or one picture, or several pictures, a sample each. Throws `ReadError`. */
export async function openInputs(sources: readonly ByteSource[]): Promise<GivenInputs> {
  const [first, ...more] = sources;
  const name = first?.name ?? '';
  if (first && more.length === 0) return { name, arrays: await openArrays(first) };
  return { name: `${name} and ${more.length} more`, arrays: await openPictures(sources) };
}
