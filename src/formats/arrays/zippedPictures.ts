import { type ByteSource, ReadError } from '../../model/index.ts';
import { openEntry, readZipDirectory, type ZipEntry } from '../containers/index.ts';
import { commonRoot } from '../fileSet.ts';
import { isPicture, openPictures } from '../pictures/openPictures.ts';
import type { NamedArrays } from './NamedArrays.ts';

/** What systems put beside the files that were packed. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/;
const PICTURE = /\.(png|jpe?g|webp|bmp)$/i;

/**
 * The pictures of a zip archive, a sample each, in the order of their names (`2.png` before `10.png`), as a folder of them is
 * read; `null` when it holds none. Throws `ReadError` where something else lies among them.
 */
export async function zippedPictures(archive: ByteSource): Promise<NamedArrays | null> {
  const files = readZipDirectory(archive).filter(({ name }) => !name.endsWith('/') && !HIDDEN.test(name));
  if (!files.some(({ name }) => PICTURE.test(name))) return null;
  const other = files.find(({ name }) => !PICTURE.test(name));
  if (other)
    throw new ReadError(
      'unsupported-feature',
      `\`${archive.name}\` holds pictures and \`${other.name}\`. An archive of inputs holds either pictures or arrays.`,
      other.name,
    );
  const root = commonRoot(files.map(({ name }) => name));
  const sorted = files.toSorted((x, y) => x.name.localeCompare(y.name, 'en', { numeric: true }));
  const sources: ByteSource[] = [];
  for (const entry of sorted) sources.push(await pictureOf(archive, entry, entry.name.slice(root.length)));
  return openPictures(sources);
}

async function pictureOf(archive: ByteSource, entry: ZipEntry, name: string): Promise<ByteSource> {
  const source = { ...(await openEntry(archive, entry)), name };
  if (isPicture(source)) return source;
  throw new ReadError('corrupt', `\`${name}\` in \`${archive.name}\` is called a picture and is none.`, name);
}
