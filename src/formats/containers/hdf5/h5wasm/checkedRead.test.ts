import { describe, expect, it } from 'vitest';
import { memorySource } from '../../sources/memorySource.ts';
import { testFile, testFiles } from '../../testing.ts';
import { openHdf5 } from '../index.ts';
import { checkedRead } from './checkedRead.ts';
import type { Library } from './Library.ts';
import { readWasmDataset } from './readWasmDataset.ts';
import { WasmFile } from './WasmFile.ts';

/** A library with 64 bytes of memory that still holds what was read before. */
function library(): Library {
  return {
    HEAPU8: new Uint8Array(64).fill(7),
    _malloc: () => 0x10,
    _free: () => undefined,
  } as unknown as Library;
}

const whole = (bytes: Uint8Array): Uint8Array => bytes.slice();

describe('checkedRead', () => {
  it('hands over what was read', () => {
    const memory = library();
    const read = (to: bigint): number => {
      memory.HEAPU8.fill(9, Number(to), Number(to) + 20);
      return 0;
    };
    expect(checkedRead(memory, 20, 'x', read, whole)).toEqual(new Uint8Array(20).fill(9));
  });

  it('refuses a read that failed, and one that says it went well but wrote nothing', () => {
    expect(() => checkedRead(library(), 20, 'x', () => -1, whole)).toThrow('x cannot be read');
    expect(() => checkedRead(library(), 20, 'x', () => 0, whole)).toThrow('x cannot be read');
  });

  it('refuses sizes above what the library can hold', () => {
    expect(() => checkedRead(library(), 2 ** 40, 'x', () => 0, whole)).toThrow(
      'x takes 1,099,511,627,776 bytes.',
    );
  });
});

describe('a dataset with a damaged chunk', () => {
  it('is refused after the same dataset of a good file was read', async () => {
    const name = 'layouts-classic.h5';
    const good = await WasmFile.open(await testFile(name));
    expect(readWasmDataset(good, 'gzip').length).toBe(13 * 9 * 4);
    const dataset = openHdf5(await testFile(name)).root.get('gzip');
    if (dataset?.kind !== 'dataset' || dataset.storage.kind !== 'chunked') throw new Error('not as made');
    const damaged = (await testFiles()).get(name)!;
    const chunk = dataset.storage.chunks[2]!;
    damaged.fill(0x55, chunk.offset, chunk.offset + chunk.byteLength);
    const bad = await WasmFile.open(memorySource(name, damaged));
    expect(() => readWasmDataset(bad, 'gzip')).toThrow('`gzip` cannot be read');
    const ours = openHdf5(memorySource(name, damaged)).root.get('gzip');
    await expect(ours?.kind === 'dataset' ? ours.read() : null).rejects.toMatchObject({
      code: 'corrupt',
      where: 'gzip',
    });
    good.close();
    bad.close();
  });
});
