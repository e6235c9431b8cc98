import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenModel, ReadError } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';
import { openModel } from '../openModel.ts';
import { digestOf, type Folder, setOf, unpacked } from './testing.ts';

const DATA = 'weights.data-00000-of-00001';
const INDEX = 'weights.index';

let weights: Folder;
let sharded: Folder;
let saved: Folder;
let other: Folder;

beforeAll(async () => {
  weights = await unpacked('mlp-k215-weights');
  sharded = await unpacked('sharded');
  saved = await unpacked('mlp-k215-saved');
  other = await unpacked('nested-k215-weights');
});

async function readAll(folder: Folder): Promise<[OpenModel, Map<string, unknown>]> {
  const model = await openModel(setOf(folder));
  const values = new Map<string, unknown>();
  for (const it of model.artifact.variables)
    values.set(it.place, [it.dtype, it.shape, digestOf(await model.tensors.read(it))]);
  return [model, values];
}

async function refusal(folder: Folder): Promise<ReadError> {
  const error = await readAll(folder).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ReadError);
  return error as ReadError;
}

const cut = (bytes: Uint8Array | undefined, by: number): Uint8Array => (bytes as Uint8Array).slice(0, -by);

describe('a checkpoint that cannot be read', () => {
  it('names the data file that is missing', async () => {
    const { [DATA]: _, ...rest } = weights;
    const error = await refusal(rest);
    expect(error.code).toBe('missing-part');
    expect(error.message).toContain(DATA);
  });

  it('names the missing one of several', async () => {
    const gone = 'ckpt-1.data-00001-of-00003';
    expect(Object.keys(sharded)).toContain(gone);
    const { [gone]: _, ...rest } = sharded;
    const error = await refusal(rest);
    expect(error.code).toBe('missing-part');
    expect(error.message).toContain(gone);
  });

  it('names the data file that is too short', async () => {
    const error = await refusal({ ...weights, [DATA]: cut(weights[DATA], 1) });
    expect(error.code).toBe('truncated');
    expect(error.message).toContain(DATA);
  });

  it('refuses the data of another checkpoint', async () => {
    const error = await refusal({ ...weights, [DATA]: other[DATA] as Uint8Array });
    expect(error.code).toBe('corrupt');
    expect(error.message).toContain('another checkpoint');
  });

  it('refuses one flipped bit in a value, read whole or as a stream', async () => {
    const bytes = (weights[DATA] as Uint8Array).slice();
    const { artifact } = await openModel(setOf(weights));
    const victim = artifact.variables.find(({ byteLength }) => byteLength > 16);
    const layout = victim?.storage.layout;
    if (!victim || layout?.kind !== 'contiguous') throw new Error('no variable to harm');
    bytes[layout.offset + 3]! ^= 1;
    const model = await openModel(setOf({ ...weights, [DATA]: bytes }));
    const harmed = model.artifact.variables.find(({ id }) => id === victim.id) ?? victim;
    await expect(model.tensors.read(harmed)).rejects.toThrow('checksum');
    await model.tensors.readRange(harmed, 0, 8);
    await expect(model.tensors.readRange(harmed, 8, harmed.byteLength - 8)).rejects.toThrow('checksum');
  });

  it('refuses several checkpoints without a list, naming them', async () => {
    const two = Object.fromEntries(
      Object.entries(weights).flatMap(([path, bytes]) => [
        [path, bytes],
        [`old-${path}`, bytes],
      ]),
    );
    const { checkpoint: _, 'old-checkpoint': __, ...rest } = two;
    const error = await refusal(rest);
    expect(error.message).toContain('more than one model');
  });

  it('says of a list that its checkpoint is not there', async () => {
    const { [INDEX]: _, ...rest } = weights;
    const error = await refusal(rest);
    expect(error.code).toBe('missing-part');
    expect(error.message).toContain(INDEX);
  });
});

describe('a SavedModel that cannot be read', () => {
  it('asks for the folder when only saved_model.pb is there', async () => {
    const alone = {
      'saved_model.pb': saved['saved_model.pb'] as Uint8Array,
      'variables/x': new Uint8Array(1),
    };
    const error = await refusal(alone);
    expect(error.code).toBe('missing-part');
    expect(error.message).toContain('variables/variables.index');
  });

  it('refuses a graph of another schema version', async () => {
    const bytes = (saved['saved_model.pb'] as Uint8Array).slice();
    bytes[1] = 2;
    const error = await refusal({ ...saved, 'saved_model.pb': bytes });
    expect(error).toBeInstanceOf(ReadError);
  });
});

/** Opens damaged files; what is read must be what was saved, and what is refused must be refused by name. */
async function neverWrong(folder: Folder, right: ReadonlyMap<string, unknown>): Promise<void> {
  const began = performance.now();
  const read = await readAll(folder).catch((error: unknown) => {
    expect(error).toBeInstanceOf(ReadError);
    return null;
  });
  expect(performance.now() - began).toBeLessThan(20_000);
  for (const [place, value] of read?.[1] ?? []) expect(value).toEqual(right.get(place));
}

describe('damage anywhere', () => {
  const cases: readonly (readonly [string, () => Folder, string])[] = [
    ['the index', () => weights, INDEX],
    ['the values', () => weights, DATA],
    ['the index of several files', () => sharded, 'ckpt-1.index'],
  ];

  it.each(cases)('in %s is refused, or harms nothing', async (_, folderOf, path) => {
    const folder = folderOf();
    const [, right] = await readAll(folder);
    const bytes = folder[path] as Uint8Array;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const harmed = bytes.slice();
        harmed[at]! ^= flip;
        await neverWrong({ ...folder, [path]: harmed }, right);
      }),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), (length) =>
        neverWrong({ ...folder, [path]: bytes.slice(0, length) }, right),
      ),
      { numRuns: 60 },
    );
  });

  it('in a SavedModel is refused, or harms no value', async () => {
    const [, right] = await readAll(saved);
    for (const path of ['saved_model.pb', 'keras_metadata.pb']) {
      const bytes = saved[path] as Uint8Array;
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
          const harmed = bytes.slice();
          harmed[at]! ^= flip;
          await neverWrong({ ...saved, [path]: harmed }, right);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('of arbitrary bytes with the right ends is refused', async () => {
    const magic = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const table = Uint8Array.from([...bytes, ...new Uint8Array(48), ...magic]);
        await expect(openModel(memorySource('x.index', table))).rejects.toBeInstanceOf(ReadError);
        const graph = Uint8Array.from([0x08, 0x01, 0x12, bytes.length & 127, ...bytes]);
        await openModel(memorySource('saved_model.pb', graph)).catch((error: unknown) =>
          expect(error).toBeInstanceOf(ReadError),
        );
      }),
      { numRuns: 200 },
    );
  });
});
