import { describe, expect, it } from 'vitest';
import { memorySource } from '../sources/memorySource.ts';
import { subSource } from '../sources/subSource.ts';
import { testFile } from '../testing.ts';
import { openHdf5 } from './index.ts';
import type { Hdf5Dataset, Hdf5Group } from './types.ts';

function dataset(group: Hdf5Group, name: string): Hdf5Dataset {
  const found = group.get(name);
  if (found?.kind !== 'dataset') throw new Error(`no dataset ${name}`);
  return found;
}

async function open(name: string): Promise<Hdf5Group> {
  return openHdf5(await testFile(name)).root;
}

describe('openHdf5', () => {
  it('names members with paths from the root', async () => {
    const root = await open('many-classic.h5');
    const layers = root.get('layers');
    expect(root.path).toBe('');
    expect(layers?.path).toBe('layers');
    expect(layers?.kind === 'group' && layers.get('dense_7')?.path).toBe('layers/dense_7');
    expect(root.get('nothing')).toBeNull();
  });

  it('lists members by creation when the file keeps that order', async () => {
    const ordered = (await open('dense-latest.h5')).get('ordered') as Hdf5Group;
    expect(ordered.names.slice(0, 3)).toEqual(['v40', 'v39', 'v38']);
    const root = await open('order-classic.h5');
    expect(root.names.slice(0, 2)).toEqual(['v20', 'v19']);
    expect(root.attributes.names.slice(0, 2)).toEqual(['a20', 'a19']);
  });

  it('decodes text as UTF-8, whatever the file calls it', async () => {
    const { attributes } = await open('attributes-classic.h5');
    expect(attributes.get('text')).toBe('Grüße');
    expect(attributes.get('ascii_bytes')).toBe('Grüße');
    expect(attributes.get('padded')).toEqual(['kernel', 'bias']);
    expect(attributes.get('spaces')).toBe('ab');
    expect(attributes.get('terminated')).toBe('ab');
    expect(attributes.get('long_text')).toBe('config '.repeat(10_000));
  });

  it('gives numbers as numbers, and as bigint where they would round', async () => {
    const { attributes } = await open('attributes-latest.h5');
    expect(attributes.get('int')).toBe(41);
    expect(attributes.get('wide')).toEqual([2n ** 53n + 1n, 3]);
    expect(attributes.get('big')).toEqual([1.5, -2.5]);
    expect(attributes.get('flag')).toBe(1);
    expect(attributes.get('empty')).toEqual([]);
    expect(attributes.get('null')).toEqual([]);
    expect(attributes.get('nothing')).toBeUndefined();
  });

  it.each([
    ['bool', 'bool', [2, 2]],
    ['bfloat16', 'bfloat16', [3]],
    ['bfloat16_float', 'bfloat16', [2]],
    ['complex64', 'complex64', [2]],
    ['of_named_type', 'float32', [4]],
    ['level', 'uint8', [3]],
    ['heap_text', 'string', [2]],
    ['scalar', 'float32', []],
    ['null', 'float32', [0]],
  ])('knows the type and shape of %s', async (name, dtype, shape) => {
    expect(dataset(await open('dtypes.h5'), name)).toMatchObject({ dtype, shape });
  });

  it('swaps big-endian numbers, complex ones by halves', async () => {
    const root = await open('dtypes.h5');
    const big = root.get('big') as Hdf5Group;
    expect(new BigInt64Array((await dataset(big, 'i8').read()).slice().buffer as ArrayBuffer)).toEqual(
      new BigInt64Array([2n ** 53n + 1n, -(2n ** 62n) - 1n, 7n]),
    );
    expect(await dataset(root, 'big_complex64').read()).toEqual(await dataset(root, 'complex64').read());
    expect(dataset(big, 'f4').storage).toEqual({ kind: 'inflated', why: 'the values are big-endian' });
  });

  it('refuses types without a meaning for weights, by name', async () => {
    const root = await open('dtypes.h5');
    expect(() => root.get('record')).toThrow('Values of the type “records” are not supported.');
    expect(() => root.get('complex128')).toThrow('“complex numbers of 16 bytes”');
  });

  it('refuses links that lead elsewhere or in a circle when they are followed', async () => {
    const root = await open('links-classic.h5');
    expect(root.names).toContain('external');
    expect(() => root.get('external')).toThrow('`external` is an external link, which is not followed.');
    expect(() => root.get('soft')).toThrow('`soft` is a soft link, which is not followed.');
    const group = root.get('group') as Hdf5Group;
    expect(() => group.get('circle')).toThrow('`group/circle` leads back to `/`');
    expect(dataset(root, 'hard').storage).toEqual(dataset(group, 'value').storage);
  });

  it('refuses soft links of classic groups', async () => {
    const root = await open('soft-classic.h5');
    expect(root.names).toEqual(['soft', 'value']);
    expect(() => root.get('soft')).toThrow('`soft` is a soft link');
  });

  it('gives places in the outermost file', async () => {
    const plain = await testFile('userblock.h5');
    const { storage } = dataset(openHdf5(plain).root, 'value');
    if (storage.kind !== 'contiguous') throw new Error(storage.kind);
    const bytes = await dataset(openHdf5(plain).root, 'value').read();
    expect(plain.view(storage.offset, storage.byteLength)).toEqual(bytes);
    const outer = new Uint8Array(100 + plain.size);
    outer.set(plain.view(0, plain.size), 100);
    const inner = subSource(memorySource('outer.keras', outer), 100, plain.size, 'inner.h5');
    expect(dataset(openHdf5(inner).root, 'value').storage).toMatchObject({ offset: storage.offset + 100 });
    const inflated = memorySource('inner.h5', plain.view(0, plain.size), null);
    expect(dataset(openHdf5(inflated).root, 'value').storage.kind).toBe('inflated');
  });

  it.each([
    ['compact', 'contiguous'],
    ['contiguous', 'contiguous'],
    ['unwritten', 'fill'],
    ['gzip', 'chunked'],
    ['virtual', 'inflated'],
    ['elsewhere', 'inflated'],
  ])('says how %s is stored', async (name, kind) => {
    expect(dataset(await open('layouts-classic.h5'), name).storage.kind).toBe(kind);
  });

  it('lists chunks and filters', async () => {
    const { storage } = dataset(await open('layouts-classic.h5'), 'shuffle');
    expect(storage).toMatchObject({ kind: 'chunked', chunkShape: [4, 5], filters: ['shuffle', 'deflate'] });
    expect(storage.kind === 'chunked' && storage.chunks.length).toBe(8);
  });

  it('fills what was never written', async () => {
    const bytes = await dataset(await open('layouts-latest.h5'), 'unwritten_fill').read();
    expect(new Float32Array(bytes.slice().buffer as ArrayBuffer)).toEqual(new Float32Array(16).fill(2.5));
  });
});
