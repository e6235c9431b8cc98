import { type ByteSource, ReadError, type Tensor } from '../../model/index.ts';
import { type NamedArrays, pictureArrays } from '../arrays/NamedArrays.ts';
import { openBmp } from './bmp/openBmp.ts';
import { openJpeg } from './jpeg/openJpeg.ts';
import type { Picture } from './Picture.ts';
import { openPng } from './png/openPng.ts';
import { openWebp } from './webp/openWebp.ts';

interface PictureFormat {
  readonly magic: readonly number[];
  /** Where the magic stands. */
  readonly at?: number;
  /** What else the first bytes must hold, where the magic is short. */
  readonly also?: (head: Uint8Array) => boolean;
  readonly open: (bytes: Uint8Array, name: string) => Picture | Promise<Picture>;
}

const refused =
  (kind: string) =>
  (_: Uint8Array, name: string): never => {
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` is a ${kind} picture, which is not read. Save it as PNG: that keeps its values.`,
    );
  };

const FORMATS: readonly PictureFormat[] = [
  { magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], open: openPng },
  { magic: [0xff, 0xd8, 0xff], open: openJpeg },
  { magic: [0x57, 0x45, 0x42, 0x50], at: 8, open: openWebp },
  { magic: [0x42, 0x4d], also: isBmpHead, open: openBmp },
  { magic: [0x47, 0x49, 0x46, 0x38], open: refused('GIF') },
  { magic: [0x49, 0x49, 0x2a, 0x00], open: refused('TIFF') },
  { magic: [0x4d, 0x4d, 0x00, 0x2a], open: refused('TIFF') },
  { magic: [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66], at: 4, open: refused('AVIF') },
  { magic: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63], at: 4, open: refused('HEIC') },
];

/** Bytes that tell what a file is. */
const HEAD = 18;

/** The size of a header that BMP has, which no text that begins with BM holds. */
function isBmpHead(head: Uint8Array): boolean {
  return (
    head.length === HEAD &&
    [12, 40, 52, 56, 64, 108, 124].includes(head[14] as number) &&
    !head.slice(15).some(Boolean)
  );
}

const MAX_FILE_BYTES = 2 ** 28;
const MAX_BYTES = 2 ** 30;
const MAX_PICTURES = 4096;

function formatOf(source: ByteSource): PictureFormat | undefined {
  const head = source.view(0, Math.min(HEAD, source.size));
  return FORMATS.find(
    ({ magic, at = 0, also }) => magic.every((byte, i) => head[at + i] === byte) && (also?.(head) ?? true),
  );
}

/** Whether a file's content says that it is a picture, of a kind that is read or one that is refused by name. */
export function isPicture(source: ByteSource): boolean {
  return formatOf(source) !== undefined;
}

/**
 * Decodes pictures, one sample each, by their names: [height, width, channels], as Pillow decodes them. Throws `ReadError`
 * for a file that is no picture or of a kind that is not read, and above 4,096 pictures or 1 GiB of them.
 */
export async function openPictures(sources: readonly ByteSource[]): Promise<NamedArrays> {
  if (sources.length > MAX_PICTURES)
    throw new ReadError(
      'too-large',
      `${sources.length.toLocaleString('en')} pictures were given; at most ${MAX_PICTURES.toLocaleString('en')} are read.`,
    );
  const pictures = new Map<string, Tensor>();
  let total = 0;
  for (const source of sources) {
    if (pictures.has(source.name))
      throw new ReadError('corrupt', `Two pictures are called \`${source.name}\`. Rename one.`);
    const picture = tensorOf(await openPicture(source));
    total += picture.bytes.length;
    if (total > MAX_BYTES)
      throw new ReadError(
        'too-large',
        'The pictures have more than 1 GiB of pixels together. Give fewer at once.',
      );
    pictures.set(source.name, picture);
  }
  return pictureArrays(pictures);
}

async function openPicture(source: ByteSource): Promise<Picture> {
  const format = formatOf(source);
  if (!format)
    throw new ReadError(
      'not-a-model',
      `\`${source.name}\` is no PNG, JPEG, WebP or BMP picture. Several files are read as inputs only when all are pictures.`,
    );
  if (source.size > MAX_FILE_BYTES)
    throw new ReadError('too-large', `\`${source.name}\` has more than 256 MiB, too much for a picture.`);
  return format.open(await source.read(0, source.size), source.name);
}

function tensorOf({ width, height, channels, values }: Picture): Tensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return {
    dtype: values.BYTES_PER_ELEMENT === 2 ? 'uint16' : 'uint8',
    shape: [height, width, channels],
    bytes,
  };
}
