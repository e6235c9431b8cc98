import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../model/index.ts';
import { memorySource } from '../sources/memorySource.ts';
import { testFiles } from '../testing.ts';
import { openHdf5 } from './index.ts';
import type { Hdf5Group, Hdf5Object } from './types.ts';

const MAX_MILLISECONDS = 2000;
const MAX_BYTES = 128 * 1024 * 1024;
const RUNS = 60;

/** Runs a step of reading; a `ReadError` is an answer, everything else is not. */
async function attempt<T>(step: () => T | Promise<T>): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}

async function readAll(group: Hdf5Group): Promise<void> {
  await attempt(() => group.attributes.names.map((name) => group.attributes.get(name)));
  for (const name of (await attempt(() => group.names)) ?? []) {
    const member = await attempt(() => group.get(name));
    if (member !== null) await readMember(member);
  }
}

async function readMember(member: Hdf5Object): Promise<void> {
  if (member.kind === 'group') return readAll(member);
  await attempt(() => member.attributes.names.map((name) => member.attributes.get(name)));
  await attempt(() => member.storage);
  const bytes = await attempt(() => member.read());
  if (bytes !== null) expect(bytes.length).toBeLessThanOrEqual(MAX_BYTES);
}

async function open(bytes: Uint8Array): Promise<void> {
  const start = performance.now();
  const file = await attempt(() => openHdf5(memorySource('damaged.h5', bytes)));
  if (file !== null) await readAll(file.root);
  expect(performance.now() - start).toBeLessThan(MAX_MILLISECONDS);
}

const files = await testFiles();
const names = [
  'layouts-classic.h5',
  'layouts-latest.h5',
  'links-latest.h5',
  'dense-v108.h5',
  'dtypes.h5',
  'order-classic.h5',
];

/** Places and values; most damage that matters is near the start, where headers are. */
const edits = fc.array(
  fc.record({
    at: fc.oneof(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(4095)),
    value: fc.oneof(fc.constantFrom(0, 1, 127, 128, 255), fc.nat(255)),
    length: fc.constantFrom(1, 1, 2, 4, 8),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('a damaged HDF5 file', () => {
  it.each(names)(
    'is read or refused in time, with changed bytes in %s',
    { timeout: 60_000 },
    async (name) => {
      const bytes = files.get(name)!;
      await fc.assert(
        fc.asyncProperty(edits, async (changes) => {
          const damaged = bytes.slice();
          for (const { at, value, length } of changes) {
            const from = at < 1 ? Math.floor(at * bytes.length) : Math.min(at, bytes.length);
            damaged.fill(value, from, from + length);
          }
          await open(damaged);
        }),
        { numRuns: RUNS },
      );
    },
  );

  it.each(names)('is read or refused in time, when %s is cut short', { timeout: 60_000 }, async (name) => {
    const bytes = files.get(name)!;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), (length) => open(bytes.subarray(0, length))),
      { numRuns: RUNS },
    );
  });

  it('says how much of a file that was cut short is there', () => {
    const bytes = files.get('order-classic.h5')!.subarray(0, 10_000);
    expect(() => openHdf5(memorySource('order.h5', bytes))).toThrow(
      'The file ends after 10,000 of 12,644 bytes. The download may be incomplete.',
    );
  });

  it('is told from one of another kind', () => {
    expect(() => openHdf5(memorySource('notes.h5', new Uint8Array(4096)))).toThrow(
      '`notes.h5` is not an HDF5 file.',
    );
  });

  it('is refused when a checksum does not hold', () => {
    const bytes = files.get('links-latest.h5')!.slice();
    bytes[40]! ^= 1;
    expect(() => openHdf5(memorySource('links.h5', bytes))).toThrow(
      'the superblock does not match its checksum',
    );
  });
});
