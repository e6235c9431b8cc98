import { describe, expect, it } from 'vitest';
import { blobBytes } from './blobBytes.ts';

const MEGABYTE = 2 ** 20;
const BYTES = Uint8Array.from({ length: 3 * MEGABYTE }, (_, i) => (i * 2654435761) >>> 24);
const FILE = new Blob([BYTES]);

/** A blob whose stream, or lack of one, is another browser's. */
const withStream = (stream: () => ReadableStream): Blob =>
  Object.assign(FILE.slice(7, 2 * MEGABYTE), { stream }) as Blob;
const EXPECTED = BYTES.subarray(7, 2 * MEGABYTE);

const same = (found: Uint8Array, expected: Uint8Array): void =>
  expect(Buffer.compare(found, expected)).toBe(0);

describe('the bytes of a blob', () => {
  it.each([
    ['a few', 5, 1000],
    ['one less than a stream is worth', 3, MEGABYTE - 1],
    ['as many as a stream is worth', 3, MEGABYTE],
    ['many', 11, 3 * MEGABYTE - 11],
    ['none', 0, 0],
  ])('are those of the file: %s', async (_, from, length) => {
    const expected = BYTES.subarray(from, from + length);
    same(await blobBytes(FILE.slice(from, from + length)), expected);
    same(await blobBytes(FILE.slice(from, from + length), new Uint8Array(3 * MEGABYTE)), expected);
    same(await blobBytes(FILE.slice(from, from + length), new Uint8Array(10)), expected);
  });

  it('come into the memory that is given, behind what stands before it', async () => {
    const memory = new Uint8Array(3 * MEGABYTE).fill(9);
    const found = await blobBytes(FILE.slice(0, 2 * MEGABYTE), memory.subarray(100));
    same(found, BYTES.subarray(0, 2 * MEGABYTE));
    expect(memory.length, 'the memory was handed over').toBe(0);
    expect(found.buffer.byteLength).toBe(3 * MEGABYTE);
    expect(new Uint8Array(found.buffer, 0, 100).every((it) => it === 9)).toBe(true);
  });

  it('come through again and again in the same memory', async () => {
    let memory: Uint8Array = new Uint8Array(MEGABYTE);
    for (let at = 0; at < 3; at++) {
      memory = await blobBytes(FILE.slice(at * MEGABYTE, (at + 1) * MEGABYTE), memory);
      same(memory, BYTES.subarray(at * MEGABYTE, (at + 1) * MEGABYTE));
    }
  });

  it.each<[string, () => ReadableStream]>([
    ['is none of bytes', () => new ReadableStream()],
    [
      'breaks',
      () => new ReadableStream({ type: 'bytes', pull: () => Promise.reject(new TypeError('network error')) }),
    ],
    ['ends too soon', () => new ReadableStream({ type: 'bytes', start: (it) => it.close() })],
    ['ends in the middle', () => FILE.slice(7, MEGABYTE).stream()],
  ])('are read at once where the stream %s', async (_, stream) => {
    same(await blobBytes(withStream(stream)), EXPECTED);
    same(await blobBytes(withStream(stream), new Uint8Array(3 * MEGABYTE)), EXPECTED);
  });

  it('are refused with the reason that the browser gives', async () => {
    const gone = Object.assign(
      withStream(() => new ReadableStream()),
      {
        arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')),
      },
    );
    await expect(blobBytes(gone)).rejects.toMatchObject({ name: 'NotReadableError' });
  });
});
