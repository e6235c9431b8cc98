import { type ByteSource, ReadError, type Tensor } from '../../model/index.ts';
import { parseJson, parseNpy, readNpz } from '../containers/index.ts';
import { isPicture, openPictures } from '../pictures/openPictures.ts';
import { arraysOfJson } from './jsonArrays.ts';
import type { NamedArrays } from './NamedArrays.ts';
import { parseCsv } from './parseCsv.ts';
import { zippedPictures } from './zippedPictures.ts';

/** More than this is no sample set. */
const MAX_BYTES = 2 ** 31;

/**
 * Opens a file of arrays: `.npz`, `.npy`, JSON, CSV, lines of text (`.txt`), a picture, or a zip of pictures. The content decides which; only between
 * a table and lines of text the name does. Throws `ReadError` for anything else.
 */
export async function openArrays(source: ByteSource): Promise<NamedArrays> {
  if (source.size > MAX_BYTES) {
    throw new ReadError(
      'too-large',
      `\`${source.name}\` has ${source.size.toLocaleString('en')} bytes; at most ${MAX_BYTES.toLocaleString('en')} are read as arrays.`,
    );
  }
  if (source.size === 0)
    throw new ReadError(
      'not-a-model',
      `\`${source.name}\` is empty. Expected arrays (.npz, .npy, .csv, .json, .txt, .png, .jpg).`,
    );
  if (isPicture(source)) return openPictures([source]);
  const head = source.view(0, Math.min(6, source.size));
  if (startsWith(head, [0x50, 0x4b])) return (await zippedPictures(source)) ?? readNpz(source);
  const bytes = await source.read(0, source.size);
  if (startsWith(head, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]))
    return new Map([['x', parseNpy(bytes, source.name)]]);
  const text = decode(bytes, source.name);
  if (/^\s*[[{]/.test(text) && !TEXT.test(source.name))
    return arraysOfJson(parseJson(text, { name: source.name, maxLength: 2 ** 28 }), source.name);
  return TEXT.test(source.name) ? new Map([['x', linesOf(text)]]) : parseCsv(text, source.name);
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => head[i] === byte);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const wide = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
    if (wide || !bytes.subarray(0, 4096).some((byte) => byte < 9))
      throw new ReadError(
        'unsupported-feature',
        `\`${name}\` is text in ${wide ? 'UTF-16' : 'another encoding than UTF-8'}. Save it as UTF-8; Excel calls that "CSV UTF-8".`,
        null,
        error,
      );
    throw new ReadError(
      'not-a-model',
      `\`${name}\` is no array file. Expected .npz, .npy, .csv, .json, .txt, .png or .jpg.`,
      null,
      error,
    );
  }
}

/** What text is called: a line of it may look like a table's. */
const TEXT = /\.(txt|text)$/i;

/** One text for each line; a last line break ends the last one. */
function linesOf(text: string): Tensor {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return { dtype: 'string', shape: [lines.length], bytes: new Uint8Array(), strings: lines };
}
