import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileSet } from '../../fileSet.ts';
import { memorySource } from '../sources/index.ts';
import { crc32c, masked } from './crc32c.ts';
import { openTensorBundle } from './openTensorBundle.ts';
import { readTable } from './readTable.ts';
import { sliceKey } from './sliceKey.ts';
import { varint, writeTable } from './testing.ts';
import { unsnappy } from './unsnappy.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the checksum', () => {
  it('is CRC-32C, and may be taken piece by piece', () => {
    // The check value of the algorithm, and the example of RFC 3720, B.4.
    expect(crc32c(ascii('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        const at = Math.min(cut, bytes.length);
        expect(crc32c(bytes.subarray(at), crc32c(bytes.subarray(0, at)))).toBe(crc32c(bytes));
      }),
    );
  });
});

describe('a table', () => {
  const entry = fc.tuple(fc.stringMatching(/^[a-z/._]{1,30}$/), fc.uint8Array({ maxLength: 60 }));

  it('gives back what was written, in one block or many, packed with Snappy or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        async (unsorted, perBlock, snappy) => {
          const entries = unsorted.toSorted(([x], [y]) => (x < y ? -1 : 1));
          const table = writeTable(entries, { perBlock, snappy });
          const found: [string, number[]][] = [];
          await readTable(memorySource('x.index', table), (key, value) => {
            found.push([new TextDecoder().decode(key), [...value]]);
          });
          expect(found).toEqual(entries.map(([key, value]) => [key, [...value]]));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses Snappy that claims more than an index ever takes', () => {
    expect(() => unsnappy(Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f]), 2 ** 26)).toThrow(
      'would unpack to',
    );
    expect(() => unsnappy(Uint8Array.from([4, 0, 65, 2, 9, 0]), 2 ** 26)).toThrow('copies from outside');
  });
});

describe('a bundle', () => {
  const field = (number: number, bytes: readonly number[]): number[] => [
    number * 8 + 2,
    bytes.length,
    ...bytes,
  ];
  const fixed32 = (value: number): number[] => [
    0x35,
    ...[0, 8, 16, 24].map((shift) => (value >>> shift) & 255),
  ];

  async function open(header: readonly number[], entry: readonly number[], data: Uint8Array) {
    const index = writeTable([
      ['', Uint8Array.from(header)],
      ['x', Uint8Array.from(entry)],
    ]);
    const files = { 'c.index': index, 'c.data-00000-of-00001': data };
    const listed = Object.entries(files).map(([path, bytes]) => ({
      path,
      size: bytes.length,
      open: () => memorySource(path, bytes),
    }));
    const set = fileSet('folder', listed);
    return openTensorBundle(await set.open('c.index'), set, 'c.index');
  }

  it('turns numbers round that a big-endian machine wrote', async () => {
    const data = Uint8Array.from([0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0]);
    const entry = [8, 1, ...field(2, field(2, [8, 2])), 0x28, 8, ...fixed32(masked(crc32c(data)))];
    const bundle = await open([8, 1, 16, 1], entry, data);
    const { bytes } = await bundle.read('x');
    expect([...new Float32Array(bytes.buffer, bytes.byteOffset, 2)]).toEqual([1, -2]);
  });

  it.each([
    ['a size that its shape does not take', [8, 1, ...field(2, field(2, [8, 3])), 0x28, 8], 'corrupt'],
    ['a shard that there is none of', [8, 1, ...field(2, field(2, [8, 2])), 0x18, 4, 0x28, 8], 'corrupt'],
    [
      'values behind the end of the file',
      [8, 1, ...field(2, field(2, [8, 2])), 0x20, 9, 0x28, 8],
      'truncated',
    ],
    [
      'more elements than any tensor',
      [8, 1, ...field(2, field(2, [8, ...varint(2 ** 48)])), 0x28, 8],
      'corrupt',
    ],
  ])('refuses %s', async (_, entry, code) => {
    await expect(open([8, 1], entry, new Uint8Array(8))).rejects.toMatchObject({ code });
  });

  it('refuses the first format of checkpoints by name', async () => {
    await expect(open([10, 0], [], new Uint8Array(0))).rejects.toThrow('V1');
  });
});

describe('the key of a part', () => {
  it('is what TensorFlow writes', () => {
    const bytes = (starts: number[], lengths: number[]): string =>
      Buffer.from(sliceKey('ab', { starts, lengths }), 'latin1').toString('hex');
    expect(bytes([0, 2], [100, -1])).toBe('0061620001010280c064827f');
  });
});
