import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../model/index.ts';
import { memorySource } from '../sources/memorySource.ts';
import { testFile, testFiles } from '../testing.ts';
import { crc32, openEntry, readZipDirectory, writeStoredZip } from './index.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const CONFIG = text('{"a": 1}'.repeat(40));
const WEIGHTS = Uint8Array.from({ length: 2048 }, (_, i) => i & 255);

async function membersOf(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const archive = memorySource('a.zip', bytes);
  const members = new Map<string, Uint8Array>();
  for (const entry of readZipDirectory(archive)) {
    const member = await openEntry(archive, entry);
    members.set(entry.name, await member.read(0, member.size));
  }
  return members;
}

/** Where the central header of entry number `index` begins. */
function centralAt(bytes: Uint8Array, index: number): number {
  let found = -1;
  for (let i = 0; i <= index; i++) found = Buffer.from(bytes).indexOf('PK\u0001\u0002', found + 1);
  return found;
}

/** An archive of two entries, changed by `change`. */
function changed(change: (bytes: Uint8Array, view: DataView) => Uint8Array | undefined): Uint8Array {
  const bytes = writeStoredZip([
    { name: 'a.txt', bytes: text('alpha') },
    { name: 'b.txt', bytes: text('beta') },
  ]);
  return change(bytes, new DataView(bytes.buffer)) ?? bytes;
}

async function refusal(bytes: Uint8Array): Promise<unknown> {
  return membersOf(bytes).then(
    () => 'not refused',
    (error: unknown) => (error instanceof ReadError ? `${error.code}: ${error.message}` : error),
  );
}

describe('zip', () => {
  it.each(['stored.zip', 'deflated.zip', 'descriptors.zip', 'large.zip'])(
    'reads %s of Python',
    async (name) => {
      const members = await membersOf((await testFiles()).get(name)!);
      expect([...members]).toEqual([
        ['config.json', CONFIG],
        ['model/weights.bin', WEIGHTS],
      ]);
    },
  );

  it('gives stored entries as a part of the archive, and inflated ones without a place', async () => {
    const stored = await testFile('stored.zip');
    const entry = readZipDirectory(stored)[1]!;
    const member = await openEntry(stored, entry);
    expect(stored.view(member.origin!, member.size)).toEqual(WEIGHTS);
    const deflated = await testFile('deflated.zip');
    expect((await openEntry(deflated, readZipDirectory(deflated)[1]!)).origin).toBeNull();
  });

  it('reads the end record of archives above 4 GiB', async () => {
    const bytes = (await testFiles()).get('stored.zip')!;
    const endAt = bytes.length - 22;
    const end = new DataView(bytes.buffer, bytes.byteOffset + endAt);
    const large = new Uint8Array(56 + 20 + 22);
    const view = new DataView(large.buffer);
    view.setUint32(0, 0x06064b50, true);
    view.setBigUint64(4, 44n, true);
    view.setBigUint64(24, 2n, true);
    view.setBigUint64(32, 2n, true);
    view.setBigUint64(40, BigInt(end.getUint32(12, true)), true);
    view.setBigUint64(48, BigInt(end.getUint32(16, true)), true);
    view.setUint32(56, 0x07064b50, true);
    view.setBigUint64(64, BigInt(endAt), true);
    large.set(bytes.subarray(endAt), 76);
    large.fill(255, 76 + 8, 76 + 20);
    const members = await membersOf(Uint8Array.from([...bytes.subarray(0, endAt), ...large]));
    expect([...members.keys()]).toEqual(['config.json', 'model/weights.bin']);
  });

  it('refuses other methods by name', async () => {
    expect(await refusal((await testFiles()).get('bzip2.zip')!)).toBe(
      'unsupported-feature: `config.json` is compressed with BZIP2, which is not supported.',
    );
  });

  it('reads back what it writes', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-zä0-9_]{1,12}(\/[a-z]{1,5})?$/), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(names, fc.uint8Array({ maxLength: 300 }), async (paths, content) => {
        const files = paths.map((name, i) => ({ name, bytes: content.subarray(i) }));
        const members = await membersOf(writeStoredZip(files));
        expect([...members]).toEqual(files.map(({ name, bytes }) => [name, bytes.slice()]));
      }),
    );
  });

  it('computes CRC-32, in one piece or several', () => {
    expect(crc32(text('123456789'))).toBe(0xcbf43926);
    expect(crc32(text('456789'), crc32(text('123')))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  it.each<[string, (bytes: Uint8Array, view: DataView) => Uint8Array | undefined, string]>([
    [
      'without its end',
      (bytes) => bytes.subarray(0, bytes.length - 30),
      'truncated: The end of the archive is missing: `a.zip` is truncated. The download may be incomplete.',
    ],
    ['empty', () => new Uint8Array(0), 'truncated: The end of the archive is missing'],
    [
      'with the middle missing',
      (bytes) => Uint8Array.from([...bytes.subarray(0, 30), ...bytes.subarray(40)]),
      'corrupt: The archive is damaged: its directory ends at byte',
    ],
    [
      'with something before it',
      (bytes) => Uint8Array.from([...new Uint8Array(10), ...bytes]),
      'corrupt: The archive is damaged: its directory ends at byte',
    ],
    [
      'that counts too many entries',
      (bytes, view) => void view.setUint16(bytes.length - 12, 3, true),
      'corrupt: The file is damaged: the directory of the archive holds fewer entries than it counts.',
    ],
    [
      'that counts too few entries',
      (bytes, view) => void view.setUint16(bytes.length - 12, 1, true),
      'corrupt: The file is damaged: the directory of the archive holds more entries than it counts.',
    ],
    [
      'of more than 10,000 entries',
      (bytes, view) => void view.setUint16(bytes.length - 12, 10_001, true),
      'too-large: The archive has more than 10,000 entries.',
    ],
    [
      'with encryption',
      (bytes, view) => void view.setUint16(centralAt(bytes, 0) + 8, 1, true),
      'unsupported-feature: `a.txt` is encrypted.',
    ],
    [
      'with two entries of one name',
      (bytes) => void bytes.fill(0x61, centralAt(bytes, 1) + 46, centralAt(bytes, 1) + 47),
      'corrupt: The archive has two entries named `a.txt`.',
    ],
    [
      'with entries that overlap',
      (bytes, view) => void view.setUint32(centralAt(bytes, 1) + 42, 3, true),
      'corrupt: The archive is damaged: `a.txt` overlaps with what follows it.',
    ],
    [
      'whose headers disagree',
      (bytes) => void bytes.fill(0x7a, 30, 31),
      'corrupt: The archive is damaged: its directory and the header of `a.txt` disagree.',
    ],
    [
      'whose data does not match its checksum',
      (bytes) => void bytes.fill(0x7a, 35, 36),
      'corrupt: `a.txt` is damaged: it does not match its checksum.',
    ],
    [
      'with an unknown method',
      (bytes, view) => void view.setUint16(centralAt(bytes, 0) + 10, 77, true),
      'unsupported-feature: `a.txt` is compressed with method 77, which is not supported.',
    ],
  ])('refuses an archive %s', async (_, change, message) => {
    expect(await refusal(changed(change))).toContain(message);
  });

  it.each(['../up.txt', '/root.txt', 'C:\\x.txt', 'a/../../b', '..\\x', '', 'nul\0'])(
    'refuses the name %j',
    async (name) => {
      expect(await refusal(writeStoredZip([{ name, bytes: text('x') }]))).toContain(
        'corrupt: The archive has an entry',
      );
    },
  );

  it('stops inflating at the stated size, and refuses to inflate a bomb', async () => {
    const bytes = (await testFiles()).get('deflated.zip')!;
    const stated = (size: number): Uint8Array => {
      const copy = bytes.slice();
      const view = new DataView(copy.buffer);
      view.setUint32(centralAt(copy, 0) + 24, size, true);
      view.setUint32(22, size, true);
      return copy;
    };
    expect(await refusal(stated(100))).toBe(
      'too-large: `config.json` unpacks to more than 100 bytes, which is all that it may hold.',
    );
    expect(await refusal(stated(400))).toBe('corrupt: `config.json` is damaged: it holds 320 of 400 bytes.');
    expect(await refusal(stated(500_000_000))).toMatch(
      /^too-large: `config.json` would grow from \d+ to 500,000,000 bytes/,
    );
  });

  it('throws nothing but ReadError, whatever is damaged', async () => {
    for (const name of ['deflated.zip', 'descriptors.zip', 'large.zip']) {
      const bytes = (await testFiles()).get(name)!;
      const edit = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) });
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.nat(9), async (edits, cut) => {
          const damaged = bytes.slice(0, cut === 0 ? edits[0]!.at : undefined);
          for (const { at, value } of edits) damaged.fill(value, at, at + 1);
          expect(await refusal(damaged)).toBeTypeOf('string');
        }),
      );
    }
  });
});
