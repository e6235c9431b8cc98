import { describe, expect, it, vi } from 'vitest';
import type { ByteSource } from '../../../model/index.ts';
import { blobSource, fdSource, memorySource, subSource } from './index.ts';
import { PAGE_BYTES } from './PageCache.ts';

const SIZE = 3 * PAGE_BYTES + 100;
const bytes = Uint8Array.from({ length: SIZE }, (_, i) => (i * 31 + (i >> 8)) & 255);

/** Node has no FileReaderSync; workers do. */
class FakeFileReaderSync {
  readAsArrayBuffer(blob: FakeBlob): ArrayBuffer {
    return blob.now();
  }
}

class FakeBlob {
  readonly size: number;
  private readonly data: Uint8Array;
  error: string | null;

  constructor(data: Uint8Array, error: string | null = null, size = data.length) {
    this.data = data;
    this.size = size;
    this.error = error;
  }

  slice(from: number, to: number): FakeBlob {
    return new FakeBlob(this.data.subarray(from, to), this.error);
  }

  now(): ArrayBuffer {
    if (this.error !== null) throw new DOMException('changed', this.error);
    return this.data.slice().buffer as ArrayBuffer;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.now();
  }
}

const blob = (error: string | null = null): Blob => new FakeBlob(bytes, error) as unknown as Blob;

vi.stubGlobal('FileReaderSync', FakeFileReaderSync);

const SOURCES: [string, () => ByteSource | Promise<ByteSource>][] = [
  ['memorySource', () => memorySource('x.h5', bytes)],
  ['blobSource', () => blobSource(blob(), 'x.h5')],
  ['fdSource', () => fdSource('x.h5', SIZE, (at, into) => into.set(bytes.subarray(at, at + into.length)))],
  ['subSource', () => subSource(memorySource('outer', bytes), 0, SIZE, 'x.h5')],
];

describe.each(SOURCES)('%s', (_, make) => {
  it.each([
    [0, 10],
    [PAGE_BYTES - 3, 10],
    [PAGE_BYTES, PAGE_BYTES],
    [5, 2 * PAGE_BYTES],
    [SIZE - 1, 1],
    [SIZE, 0],
  ])('gives the bytes from %i on, %i of them', async (at, length) => {
    const source = await make();
    const expected = bytes.subarray(at, at + length);
    expect(Buffer.compare(source.view(at, length), expected)).toBe(0);
    expect(Buffer.compare(await source.read(at, length), expected)).toBe(0);
  });

  it('copies into the memory that it is given', async () => {
    const into = new Uint8Array(20);
    const read = await (await make()).read(7, 10, into);
    expect(read.buffer).toBe(into.buffer);
    expect(read.length).toBe(10);
    expect(into.subarray(0, 10)).toEqual(bytes.subarray(7, 17));
  });

  it('says how far the file goes when it is read past its end', async () => {
    const source = await make();
    const message = `\`x.h5\` ends after ${SIZE.toLocaleString('en-US')} of ${(SIZE + 5).toLocaleString('en-US')} bytes. The download may be incomplete.`;
    expect(() => source.view(SIZE - 5, 10)).toThrow(message);
    await expect(source.read(SIZE - 5, 10)).rejects.toMatchObject({ code: 'truncated', message });
    expect(() => source.view(-1, 2)).toThrow('points outside itself');
  });
});

describe('a source', () => {
  it('adds up where it lies in the outermost file', () => {
    const outer = memorySource('outer', bytes);
    const inner = subSource(subSource(outer, 100, 1000, 'middle'), 20, 10, 'inner');
    expect(inner.origin).toBe(120);
    expect(inner.view(0, 10)).toEqual(bytes.subarray(120, 130));
    expect(subSource(memorySource('inflated', bytes, null), 3, 4, 'part').origin).toBeNull();
  });

  it('keeps views whole while pages come and go', () => {
    const size = 300 * PAGE_BYTES;
    let loads = 0;
    const source = fdSource('large', size, (at, into) => {
      loads++;
      into.fill(at / PAGE_BYTES);
    });
    const views = Array.from({ length: 300 }, (_, page) => source.view(page * PAGE_BYTES, 4));
    expect(loads).toBe(300);
    source.view(299 * PAGE_BYTES, 4);
    expect(loads).toBe(300);
    source.view(0, 4);
    expect(loads).toBe(301);
    expect(views.map((view) => view[0])).toEqual(Array.from({ length: 300 }, (_, page) => page % 256));
  });

  it('keeps a small file, which may then change on disk', async () => {
    const small = new FakeBlob(bytes);
    const source = await blobSource(small as unknown as Blob, 'x.h5');
    expect(source.resident).toBe(true);
    small.error = 'NotReadableError';
    expect(source.view(5, 10)).toEqual(bytes.subarray(5, 15));
  });

  it('reads only what is wanted of a large file', async () => {
    const large = new FakeBlob(bytes, null, 2 ** 40);
    const source = await blobSource(large as unknown as Blob, 'x.h5');
    expect(source.resident).toBe(false);
    expect(source.view(PAGE_BYTES - 3, 10)).toEqual(bytes.subarray(PAGE_BYTES - 3, PAGE_BYTES + 7));
    expect(await source.read(5, 10)).toEqual(bytes.subarray(5, 15));
    const into = new Uint8Array(20);
    expect((await source.read(7, 10, into)).buffer).toBe(into.buffer);
    expect(into.subarray(0, 10)).toEqual(bytes.subarray(7, 17));
  });

  it.each(['NotReadableError', 'NotFoundError'])('explains %s as a file that changed', async (error) => {
    const gone = {
      code: 'missing-part',
      message: '`x.h5` changed on disk, or was moved, after it was chosen. Choose it again.',
    };
    await expect(blobSource(blob(error), 'x.h5')).rejects.toMatchObject(gone);
    const large = await blobSource(new FakeBlob(bytes, error, 2 ** 40) as unknown as Blob, 'x.h5');
    expect(() => large.view(0, 4)).toThrow(gone.message);
    await expect(large.read(0, 4)).rejects.toMatchObject(gone);
  });
});
