import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ByteSource, Storage } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';

const SIZE = 3 * 2 ** 20;
const BYTES = Uint8Array.from({ length: SIZE }, (_, i) => (i * 2654435761) >>> 24);

/** Tensors one after the other, with gaps between them. */
const tensors = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 1, max: 900_000 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((list) => {
    let at = 0;
    return list.flatMap(([gap, byteLength]) => {
      const offset = at + gap;
      at = offset + byteLength;
      return at > SIZE ? [] : [{ kind: 'contiguous' as const, offset, byteLength }];
    });
  });

/** Bytes that must be read, as those of a file. */
const file = (): ByteSource => ({ ...memorySource('m', BYTES), resident: false });

/** Bytes that another process reads: it takes the memory that it is given, and hands over what it made of it. */
const elsewhere = (): ByteSource => {
  const inner = file();
  const read: ByteSource['read'] = async (at, length, into) => {
    const taken = into && structuredClone(into, { transfer: [into.buffer] });
    await new Promise(setImmediate);
    return inner.read(at, length, taken);
  };
  return { ...inner, read };
};

const SOURCES = { Node: file, 'a worker': elsewhere };
const HOSTS = ['Node', 'a worker'] as const;

/** A reader as it is in Node, or in a worker, where files are read by another process. */
async function makeReader(host: string, source: ByteSource, layouts: readonly Storage['layout'][]) {
  vi.resetModules();
  if (host === 'a worker') vi.stubGlobal('FileReaderSync', class {});
  const { RangeReader } = await import('./RangeReader.ts');
  return new RangeReader(source, () => layouts);
}

afterEach(() => vi.unstubAllGlobals());

describe.each(HOSTS)('reading ranges in %s', (host) => {
  it('gives the bytes of the file, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(tensors, fc.array(fc.nat(), { maxLength: 40 }), async (layouts, order) => {
        const reader = await makeReader(host, SOURCES[host](), layouts);
        for (const pick of order) {
          const layout = layouts[pick % layouts.length];
          if (!layout) continue;
          const from = pick % layout.byteLength;
          const length = Math.min(layout.byteLength - from, 1 + (pick % 70_000));
          const start = layout.offset + from;
          const read = await reader.read(start, length);
          expect(Buffer.compare(read, BYTES.subarray(start, start + length))).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads neighbours together when they are asked for in order', async () => {
    const inner = file();
    const read = vi.fn(inner.read);
    const layouts = Array.from({ length: 10_000 }, (_, i) => ({
      kind: 'contiguous' as const,
      offset: i * 256,
      byteLength: 16,
    }));
    const reader = await makeReader(host, { ...inner, read }, layouts);
    for (const { offset, byteLength } of layouts) await reader.read(offset, byteLength);
    expect(read.mock.calls.length).toBeLessThan(5);
  });

  it('uses the same memory again and again', async () => {
    const inner = file();
    const read = vi.fn(inner.read);
    const layouts = [0, 1, 2].map((i) => ({
      kind: 'contiguous' as const,
      offset: i * 2 ** 20,
      byteLength: 2 ** 20,
    }));
    const reader = await makeReader(host, { ...inner, read }, layouts);
    for (let i = 0; i < 30; i++) {
      const { offset } = layouts[(i * 2) % 3]!;
      expect(
        Buffer.compare(await reader.read(offset, 2 ** 20), BYTES.subarray(offset, offset + 2 ** 20)),
      ).toBe(0);
    }
    const memory = new Set(read.mock.calls.map(([, , into]) => into?.buffer));
    expect(memory.size).toBeLessThanOrEqual(3);
  });

  it('reads nothing when everything is in memory', async () => {
    const inner = memorySource('m', BYTES);
    const read = vi.fn(inner.read);
    const reader = await makeReader(host, { ...inner, read }, []);
    expect(await reader.read(77, 1000)).toEqual(BYTES.subarray(77, 1077));
    expect(read).not.toHaveBeenCalled();
  });

  it('tells of a failure once, and reads on', async () => {
    const inner = file();
    const read = vi.fn(inner.read).mockRejectedValueOnce(new Error('gone'));
    const layouts = [{ kind: 'contiguous' as const, offset: 0, byteLength: 64 }];
    const reader = await makeReader(host, { ...inner, read }, layouts);
    await expect(reader.read(0, 64)).rejects.toThrow('gone');
    expect(await reader.read(0, 64)).toEqual(BYTES.subarray(0, 64));
  });

  it('waits for a read that nobody waits for any more', async () => {
    const reader = await makeReader(host, file(), []);
    const abandoned = reader.read(0, 1000);
    const wanted = await reader.read(2_000_000, 1000);
    await abandoned;
    expect(wanted).toEqual(BYTES.subarray(2_000_000, 2_001_000));
  });
});
