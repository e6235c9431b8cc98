import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../model/index.ts';
import { testFile } from '../testing.ts';
import { openHdf5, openWithH5wasm, readDataset } from './index.ts';
import type { Hdf5Dataset, Hdf5File } from './types.ts';

function dataset(file: Hdf5File, name: string): Hdf5Dataset {
  const found = file.root.get(name);
  if (found?.kind !== 'dataset') throw new Error(`no dataset ${name}`);
  return found;
}

describe('readDataset', () => {
  it('reads what our reader knows without a note', async () => {
    const source = await testFile('layouts-classic.h5');
    const { bytes, note } = await readDataset(source, dataset(openHdf5(source), 'gzip'));
    expect(bytes.length).toBe(13 * 9 * 4);
    expect(note).toBeNull();
  });

  it.each(['szip', 'nbit', 'scaleoffset'])('reads %s through h5wasm and says so', async (name) => {
    const source = await testFile('layouts-latest.h5');
    const found = dataset(openHdf5(source), name);
    expect(found.needsLibrary).toBe(true);
    const { bytes, note } = await readDataset(source, found);
    expect(bytes.length).toBe(found.byteLength);
    expect(note).toEqual({
      code: 'read-through-h5wasm',
      message: expect.stringContaining(name),
      where: name,
    });
    if (name === 'szip') {
      expect(bytes).toEqual(await dataset(openHdf5(source), 'contiguous').read());
    }
  });

  it('refuses lzf, which h5wasm cannot read either, instead of returning what its memory held', async () => {
    const source = await testFile('layouts-classic.h5');
    const read = readDataset(source, dataset(openHdf5(source), 'lzf'));
    await expect(read).rejects.toThrow('`lzf` is stored with lzf, which is not supported.');
  });

  it.each(['virtual', 'elsewhere'])('refuses %s data', async (name) => {
    const source = await testFile('layouts-classic.h5');
    const read = readDataset(source, dataset(openHdf5(source), name));
    await expect(read).rejects.toMatchObject({ code: 'unsupported-feature' });
  });
});

describe('openWithH5wasm', () => {
  it('opens files that keep messages in a shared heap, which our reader declines', async () => {
    const source = await testFile('shared-messages.h5');
    expect(() => openHdf5(source).root.get('group')?.attributes.get('names')).toThrow(ReadError);
    const file = await openWithH5wasm(source);
    const group = file.root.get('group');
    expect(group?.attributes.get('names')).toEqual(['a', 'bc']);
    expect(group?.kind === 'group' && group.names).toEqual(['value']);
    file.close();
  });

  it('says why a file that is not HDF5 does not open', async () => {
    const source = await testFile('scalar.npy');
    const opened = openWithH5wasm(source);
    await expect(opened).rejects.toMatchObject({ code: 'corrupt' });
    await expect(opened).rejects.toHaveProperty('cause.message', expect.stringContaining('HDF5'));
  });
});
