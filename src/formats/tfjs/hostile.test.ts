import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../model/index.ts';
import { openModel } from '../openModel.ts';
import { type Document, type Folder, setOf, tfjsFolder, withDocument } from './testing.ts';

const folder = tfjsFolder('mlp-shards');
const plain = tfjsFolder('mlp-h5');
const SHARD = 'group1-shard1of1.bin';

async function refusal(files: Folder): Promise<ReadError> {
  const error = await openModel(setOf(files)).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ReadError);
  return error as ReadError;
}

const changed = (change: (first: Document['weightsManifest'][number], document: Document) => void): Folder =>
  withDocument(plain, (document) => {
    change(document.weightsManifest[0] as Document['weightsManifest'][number], document);
  });

describe('a layers model that cannot be read', () => {
  it('names the shard that is missing, and what to do', async () => {
    const { 'group1-shard3of5.bin': _, ...rest } = folder;
    const error = await refusal(rest);
    expect(error.code).toBe('missing-part');
    expect(error.message).toContain('group1-shard3of5.bin');
  });

  it('names the tensor that a short shard cuts', async () => {
    const error = await refusal({ ...plain, [SHARD]: (plain[SHARD] as Uint8Array).slice(0, -1) });
    expect(error.code).toBe('truncated');
    expect(error.message).toContain('second/bias');
  });

  it('refuses shards that hold more than the manifest lists: tensors may be shifted', async () => {
    const longer = new Uint8Array((plain[SHARD] as Uint8Array).length + 4);
    const error = await refusal({ ...plain, [SHARD]: longer });
    expect(error.code).toBe('corrupt');
  });

  it('refuses shapes that exchange axes in silence', async () => {
    const error = await refusal(changed((group) => group.weights[0]?.shape.reverse()));
    expect(error.message).toContain('first/kernel is stored as [9, 7], but the config asks for [any, 9]');
  });

  it.each([
    '../secret.bin',
    'a/../../secret.bin',
    '/etc/passwd',
    'C:\\weights.bin',
    'https://example.org/weights.bin',
    '..%2Fsecret.bin',
    'file:///etc/passwd',
  ])('never leaves its folder: %s', async (path) => {
    const error = await refusal(changed((group) => group.paths.splice(0, 1, path)));
    expect(error.code).toBe('corrupt');
    expect(error.message).toContain('outside');
  });

  it.each([
    ['a type that TensorFlow.js does not decode', { dtype: 'complex64' }, 'unsupported-feature'],
    ['no shape', { shape: undefined }, 'corrupt'],
    ['a negative size', { shape: [-1, 9] }, 'corrupt'],
    ['a size with a fraction', { shape: [1.5, 9] }, 'corrupt'],
    ['more elements than any file', { shape: [2 ** 31 - 1, 2 ** 31 - 1] }, 'corrupt'],
    ['a quantisation without a scale', { quantization: { dtype: 'uint8', min: 0 } }, 'corrupt'],
    ['an unknown quantisation', { quantization: { dtype: 'int4', scale: 1, min: 0 } }, 'unsupported-feature'],
  ])('refuses %s', async (_, change, code) => {
    const error = await refusal(changed((group) => Object.assign(group.weights[0] as object, change)));
    expect(error.code).toBe(code);
  });

  it('says what is missing when there is no manifest', async () => {
    const error = await refusal(
      withDocument(plain, (document) => {
        delete (document as Partial<Document>).weightsManifest;
      }),
    );
    expect(error.code).toBe('missing-part');
    expect(error.message).toContain('weightsManifest');
  });

  it('refuses a format that it does not know', async () => {
    const error = await refusal(changed((_, document) => Object.assign(document, { format: 'v9-model' })));
    expect(error.code).toBe('unsupported-version');
  });
});

interface Damage {
  readonly file: string;
  readonly kind: 'cut' | 'flip' | 'drop' | 'grow';
  readonly at: number;
  readonly bit: number;
}

/** What is left of a file; `null` when it is gone. */
const DAMAGE: Readonly<
  Record<Damage['kind'], (bytes: Uint8Array, place: number, bit: number) => Uint8Array | null>
> = {
  cut: (bytes, place) => bytes.slice(0, place),
  flip: (bytes, place, bit) => bytes.map((byte, i) => (i === place ? byte ^ (1 << bit) : byte)),
  grow: (bytes) => Uint8Array.from([...bytes, 7]),
  drop: () => null,
};

function damaged(list: readonly Damage[]): Folder {
  const files = new Map(Object.entries(folder));
  for (const { file, kind, at, bit } of list) {
    const bytes = files.get(file);
    const left = bytes && DAMAGE[kind](bytes, Math.floor(at * bytes.length), bit);
    if (left) files.set(file, left);
    else files.delete(file);
  }
  return Object.fromEntries(files);
}

/** Opens it and reads every value. */
async function readAll(files: Folder): Promise<void> {
  const model = await openModel(setOf(files));
  for (const variable of model.artifact.variables) {
    const { bytes } = await model.tensors.read(variable);
    expect(bytes.length).toBe(variable.byteLength);
  }
}

describe('damage anywhere', () => {
  const damage: fc.Arbitrary<Damage> = fc.record({
    file: fc.constantFrom(...Object.keys(folder)),
    kind: fc.constantFrom('cut', 'flip', 'drop', 'grow'),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    bit: fc.integer({ min: 0, max: 7 }),
  });

  it('ends in a named error, or in a model whose values can all be read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (list) => {
        const error: unknown = await readAll(damaged(list)).catch((reason: unknown) => reason);
        if (error === undefined) return;
        expect(error).toBeInstanceOf(ReadError);
        expect((error as ReadError).message.length).toBeGreaterThan(20);
      }),
      { numRuns: 300 },
    );
  });

  it('of a manifest’s numbers and texts does not crash the reader', async () => {
    const nasty = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.array(fc.integer()),
      fc.object(),
    );
    const keys = ['name', 'shape', 'dtype', 'quantization', 'group'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), nasty, fc.nat(5), async (key, value, at) => {
        const files = changed((group) => Object.assign(group.weights[at] as object, { [key]: value }));
        await openModel(setOf(files)).catch((error: unknown) => expect(error).toBeInstanceOf(ReadError));
      }),
      { numRuns: 200 },
    );
  });
});
