import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ByteSource, ReadError } from '../../../model/index.ts';
import { memorySource } from '../sources/memorySource.ts';
import { diskSource, testFiles } from '../testing.ts';
import { openEntry } from '../zip/openEntry.ts';
import { readZipDirectory } from '../zip/readZipDirectory.ts';
import { readWasmDataset } from './h5wasm/readWasmDataset.ts';
import { WasmFile } from './h5wasm/WasmFile.ts';
import { openHdf5, openWithH5wasm } from './index.ts';
import type { Attributes, Hdf5Dataset, Hdf5Group, Hdf5Object } from './types.ts';

const GOOD = new URL('../../../../fixtures/good/', import.meta.url);
const KERAS = new URL('../../../../fixtures/pairs/', import.meta.url);

/** What one of the readers says about a member: what it is, or how it was refused. */
function followed(group: Hdf5Group, name: string): Hdf5Object | string {
  try {
    return group.get(name) ?? 'nothing';
  } catch (error) {
    if (error instanceof ReadError) return error.code;
    throw error;
  }
}

function valuesOf(attributes: Attributes): [string, unknown][] {
  return [...attributes.names].sort().map((name) => [name, attributes.get(name)]);
}

/** Types that only our reader tells apart. */
const HALVES = new Set(['float16', 'bfloat16']);

const LINKS = [
  '/dangling: unsupported-feature',
  '/external: unsupported-feature',
  'group/circle: corrupt',
  '/soft: unsupported-feature',
];
const FILTERS = ['elsewhere: values', 'lzf: values', 'nbit: values', 'scaleoffset: values', 'szip: values'];

const TYPES = [
  '/complex128: unsupported-feature',
  'fixed_text: values',
  'heap_text: values',
  '/named_type: unsupported-feature',
  '/record: unsupported-feature',
  '/record2: unsupported-feature',
];

/** What our reader declines in the test files, by name; nothing in the others. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'dtypes.h5': TYPES,
  'dtypes-latest.h5': TYPES,
  'layouts-classic.h5': [...FILTERS, 'virtual: values'],
  'layouts-latest.h5': [...FILTERS, 'virtual: values'],
  'layouts-v108.h5': FILTERS,
  'links-classic.h5': LINKS,
  'links-latest.h5': LINKS,
  'links-v108.h5': LINKS,
  'soft-classic.h5': ['/soft: unsupported-feature'],
};

/** Declined as a whole, see openWithH5wasm.test.ts. */
const WHOLLY_DECLINED = 'shared-messages.h5';

interface Tally {
  groups: number;
  datasets: number;
  refused: string[];
}

async function compareFile(source: ByteSource): Promise<Tally> {
  const ours = openHdf5(source);
  const theirs = await openWithH5wasm(source);
  const raw = await WasmFile.open(source);
  const tally: Tally = { groups: 0, datasets: 0, refused: [] };
  await compareGroup(ours.root, theirs.root, raw, tally);
  theirs.close();
  raw.close();
  return tally;
}

async function compareGroup(ours: Hdf5Group, theirs: Hdf5Group, raw: WasmFile, tally: Tally): Promise<void> {
  tally.groups++;
  expect([...ours.names].sort(), ours.path).toEqual([...theirs.names].sort());
  expect(valuesOf(ours.attributes), ours.path).toEqual(valuesOf(theirs.attributes));
  for (const name of ours.names) {
    const a = followed(ours, name);
    if (typeof a === 'string') {
      tally.refused.push(`${ours.path}/${name}: ${a}`);
      continue;
    }
    const b = followed(theirs, name);
    if (a.kind === 'dataset') await compareDataset(a, b, raw, tally);
    else if (typeof b !== 'string' && b.kind === 'group') await compareGroup(a, b, raw, tally);
    else throw new Error(`${a.path} is ${typeof b === 'string' ? b : b.kind} to h5wasm`);
  }
}

async function compareDataset(
  a: Hdf5Dataset,
  b: Hdf5Object | string,
  raw: WasmFile,
  tally: Tally,
): Promise<void> {
  if (typeof b === 'string') {
    const known = HALVES.has(a.dtype) || a.storage.kind === 'inflated';
    if (!known) throw new Error(`${a.path} is ${b} to h5wasm`);
  } else {
    if (b.kind !== 'dataset') throw new Error(`${a.path} is a group to h5wasm`);
    expect([a.path, a.dtype, a.shape], a.path).toEqual([b.path, b.dtype, b.shape]);
    expect(valuesOf(a.attributes), a.path).toEqual(valuesOf(b.attributes));
  }
  const bytes = await a.read().catch((error: unknown) => {
    if (error instanceof ReadError && error.code === 'unsupported-feature') return null;
    throw error;
  });
  if (bytes === null) {
    tally.refused.push(`${a.path}: values`);
    return;
  }
  tally.datasets++;
  expect(bytes.length, a.path).toBe(a.byteLength);
  expect(Buffer.compare(bytes, readWasmDataset(raw, a.path)), a.path).toBe(0);
}

async function* hdf5In(folder: URL): AsyncGenerator<ByteSource> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : [];
  for (const name of names) {
    if (/\.(h5|hdf5)$/.test(name)) yield diskSource(new URL(name, folder));
    if (!name.endsWith('.keras')) continue;
    const archive = diskSource(new URL(name, folder));
    if (archive.view(0, 2)[0] !== 0x50) {
      yield archive;
      continue;
    }
    for (const entry of readZipDirectory(archive)) {
      if (entry.name.endsWith('.h5')) yield openEntry(archive, entry);
    }
  }
}

const files = [...(await testFiles())].filter(([name]) => name.endsWith('.h5') && name !== WHOLLY_DECLINED);

describe('our HDF5 reader and h5wasm', () => {
  it.each(files)('agree on names, types, shapes, attributes and bytes of %s', async (name, bytes) => {
    const tally = await compareFile(memorySource(name, bytes));
    expect(tally.groups).toBeGreaterThan(0);
    expect(tally.refused).toEqual(REFUSED[name] ?? []);
  });

  it.each([
    ['good', GOOD],
    ['pairs', KERAS],
  ])('agree on every HDF5 file in fixtures/%s', { timeout: 120_000 }, async (_, folder) => {
    for await (const source of hdf5In(folder)) {
      const tally = await compareFile(source);
      expect(tally.refused, source.name).toEqual([]);
    }
  });
});
