import { ReadError } from '../../../model/index.ts';
import { bunzip2, unlz4, unlzma, unxz } from '../compression/index.ts';
import { inflate } from '../inflate.ts';

type Decompress = (bytes: Uint8Array, name: string, limit: number) => Uint8Array | Promise<Uint8Array>;

const inflated =
  (format: 'deflate' | 'gzip'): Decompress =>
  (bytes, name, limit) => {
    const pieces = [bytes];
    return inflate({ format, what: `\`${name}\``, next: async () => pieces.shift() ?? null }, limit);
  };

const refused =
  (what: string): Decompress =>
  (_, name) => {
    throw new ReadError('unsupported-feature', `\`${name}\` ${what}`);
  };

/** How a file begins that joblib compressed, and how it is read (joblib, `compressor.py`). */
const COMPRESSIONS: readonly (readonly [magic: readonly number[], decompress: Decompress])[] = [
  [[0x78], inflated('deflate')],
  [[0x1f, 0x8b], inflated('gzip')],
  [[0x42, 0x5a], bunzip2],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], unxz],
  [[0x5d, 0x00], unlzma],
  [[0x04, 0x22, 0x4d, 0x18], unlz4],
  [
    [0x5a, 0x46],
    refused(
      'was written by joblib before 0.10, whose files are not read. Load it there and write it with a newer joblib.',
    ),
  ],
];

/**
 * The pickle in a file that joblib may have compressed; the first bytes decide. Rejects with `ReadError('too-large')` beyond `limit`
 * bytes and `corrupt` for damaged data.
 */
export async function decompressed(bytes: Uint8Array, name: string, limit: number): Promise<Uint8Array> {
  const found = COMPRESSIONS.find(([magic]) => magic.every((byte, i) => bytes[i] === byte));
  return found ? found[1](bytes, name, limit) : bytes;
}
