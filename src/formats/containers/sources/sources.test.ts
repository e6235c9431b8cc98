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
  private readonly error: string | null;

  constructor(data: Uint8Array, error: string | null = null) {
    this.data = data;
    this.size = data.length;
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

const SOURCES: [string, () => ByteSource][] = [
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
    const source = make();
    const expected = bytes.subarray(at, at + length);
    expect(Buffer.compare(source.view(at, length), expected)).toBe(0);
    expect(Buffer.compare(await source.read(at, length), expected)).toBe(0);
  });

  it('copies into the memory that it is given', async () => {
    const into = new Uint8Array(20);
    const read = await make().read(7, 10, into);
    expect(read.buffer).toBe(into.buffer);
    expect(read.length).toBe(10);
    expect(into.subarray(0, 10)).toEqual(bytes.subarray(7, 17));
  });

  it('says how far the file goes when it is read past its end', async () => {
    const source = make();
    const message = `\`x.h5\` ends after 786,532 of ${(SIZE + 5).toLocaleString('en-US')} bytes. The download may be incomplete.`;
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
    const size = 100 * PAGE_BYTES;
    let loads = 0;
    const source = fdSource('large', size, (at, into) => {
      loads++;
      into.fill(at / PAGE_BYTES);
    });
    const views = Array.from({ length: 100 }, (_, page) => source.view(page * PAGE_BYTES, 4));
    expect(loads).toBe(100);
    source.view(99 * PAGE_BYTES, 4);
    expect(loads).toBe(100);
    source.view(0, 4);
    expect(loads).toBe(101);
    expect(views.map((view) => view[0])).toEqual(Array.from({ length: 100 }, (_, page) => page));
  });

  it.each(['NotReadableError', 'NotFoundError'])('explains %s as a file that changed', async (error) => {
    const source = blobSource(blob(error), 'x.h5');
    const message = '`x.h5` changed on disk, or was moved, after it was chosen. Choose it again.';
    expect(() => source.view(0, 4)).toThrow(message);
    await expect(source.read(0, 4)).rejects.toMatchObject({ code: 'missing-part', message });
  });
});
