import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OpenModel, ReadError } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';
import { fileSet } from '../fileSet.ts';
import { openModel } from '../openModel.ts';
import { convertedBytes } from './testing.ts';

type Folder = Readonly<Record<string, Uint8Array>>;

const setOf = (folder: Folder, chosen: string) =>
  fileSet(
    chosen,
    Object.entries(folder).map(([path, bytes]) => ({
      path,
      size: bytes.length,
      open: () => memorySource(path, bytes),
    })),
    chosen,
  );

/** Opens a model and reads every value in it. */
async function readAll(folder: Folder, chosen: string): Promise<OpenModel> {
  const model = await openModel(setOf(folder, chosen));
  for (const it of model.artifact.variables) {
    const { bytes } = await model.tensors.read(it);
    if (it.dtype !== 'string') expect(bytes.length).toBe(it.byteLength);
  }
  return model;
}

async function refusal(bytes: Uint8Array, name: string, more: Folder = {}): Promise<ReadError> {
  const error: unknown = await readAll({ ...more, [name]: bytes }, name).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ReadError);
  return error as ReadError;
}

const FILES = {
  'mlp.onnx': convertedBytes('mlp.k315.onnx'),
  'hand.onnx': convertedBytes('hand.onnx'),
  'branch.onnx': convertedBytes('branch.onnx'),
  'external.onnx': convertedBytes('hand-external/hand.onnx'),
  'mlp.tflite': convertedBytes('mlp-float.k215.tflite'),
  'int8.tflite': convertedBytes('mlp-int8.k315.tflite'),
  'hand.tflite': convertedBytes('hand.tflite'),
  'types.safetensors': convertedBytes('types.safetensors'),
};
const BESIDE: Folder = { 'weights.bin': convertedBytes('hand-external/weights.bin') };

type Damage =
  | { readonly kind: 'cut'; readonly place: number }
  | { readonly kind: 'flip'; readonly place: number; readonly bit: number }
  | { readonly kind: 'forge'; readonly place: number; readonly value: number; readonly width: number };

describe('damage anywhere', () => {
  const name = fc.constantFrom(...(Object.keys(FILES) as (keyof typeof FILES)[]));
  const place = fc.double({ min: 0, max: 0.9999, noNaN: true });
  /** What stands for a length, an offset or a count of all sizes, where one may have stood. */
  const forged = fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff);
  const damage: fc.Arbitrary<Damage> = fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), place }),
    fc.record({ kind: fc.constant('flip' as const), place, bit: fc.nat(7) }),
    fc.record({ kind: fc.constant('forge' as const), place, value: forged, width: fc.constantFrom(1, 2, 4) }),
  );

  function damaged(bytes: Uint8Array, it: Damage): Uint8Array {
    const at = Math.floor(it.place * bytes.length);
    if (it.kind === 'cut') return bytes.slice(0, at);
    const copy = bytes.slice();
    if (it.kind === 'flip') copy[at] = (copy[at] as number) ^ (1 << it.bit);
    else
      for (let i = 0; i < it.width && at + i < copy.length; i++)
        copy[at + i] = (it.value / 2 ** (8 * i)) & 255;
    return copy;
  }

  it('ends in a named error, or in a model whose values can all be read', async () => {
    await fc.assert(
      fc.asyncProperty(name, fc.array(damage, { minLength: 1, maxLength: 3 }), async (file, list) => {
        const bytes = list.reduce(damaged, FILES[file] as Uint8Array);
        const error: unknown = await readAll({ ...BESIDE, [file]: bytes }, file).then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error === null) return;
        expect(error).toBeInstanceOf(ReadError);
        // A fault of ours would speak of undefined, or of an invalid array length.
        expect((error as ReadError).cause).not.toBeInstanceOf(TypeError);
        expect((error as ReadError).cause).not.toBeInstanceOf(RangeError);
      }),
      { numRuns: 700 },
    );
  });

  it('of a cut file is never a model with all its values', async () => {
    await fc.assert(
      fc.asyncProperty(name, place, async (file, at) => {
        const bytes = (FILES[file] as Uint8Array).slice(0, Math.floor(at * FILES[file].length));
        const whole = await readAll({ ...BESIDE, [file]: FILES[file] }, file);
        const left = await readAll({ ...BESIDE, [file]: bytes }, file).catch(() => null);
        expect(left?.artifact.variables.length ?? -1).toBeLessThanOrEqual(whole.artifact.variables.length);
        if (left) expect(left.artifact.byteLength).toBeLessThan(whole.artifact.byteLength);
      }),
      { numRuns: 100 },
    );
  });
});

/** A safetensors file of a header and this many bytes of values. */
function safetensors(header: string, bytes = 8, length = header.length): Uint8Array {
  const file = new Uint8Array(8 + header.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(new TextEncoder().encode(header), 8);
  return file;
}

const f32 = (from: number, end: number, shape = '2'): string =>
  `{"dtype":"F32","shape":[${shape}],"data_offsets":[${from},${end}]}`;

describe('a safetensors header', () => {
  it.each([
    [
      'a hole between tensors',
      `{"a":${f32(0, 8)},"b":${f32(12, 20)}}`,
      20,
      /leaves a hole before "b".*begins at byte/,
    ],
    ['tensors that overlap', `{"a":${f32(0, 8)},"b":${f32(4, 12)}}`, 12, /overlap/],
    ['bytes of no tensor', `{"a":${f32(0, 8)}}`, 12, /whose the rest is/],
    [
      'a size that its shape does not give',
      `{"a":${f32(0, 8, '3')}}`,
      8,
      /takes 8 bytes, where 12 are needed/,
    ],
    ['a name twice', `{"a":${f32(0, 8)},"a":${f32(0, 8)}}`, 8, /the key "a" twice/],
    ['offsets that descend', `{"a":${f32(8, 0)}}`, 8, /data_offsets/],
    ['a negative size', `{"a":${f32(0, 8, '-2')}}`, 8, /a shape that is no list of sizes/],
    [
      'sizes beyond all numbers',
      `{"a":${f32(0, 8, '9007199254740991,9007199254740991')}}`,
      8,
      /more than any file has are needed/,
    ],
    ['a type that nobody knows', `{"a":{"dtype":"Q7","shape":[2],"data_offsets":[0,8]}}`, 8, /of type Q7/],
    ['metadata of numbers', `{"__metadata__":{"a":1},"a":${f32(0, 8)}}`, 8, /__metadata__/],
    ['no tensors', '{}', 0, /holds no tensors/],
  ])('with %s is refused', async (_, header, bytes, message) => {
    expect((await refusal(safetensors(header, bytes), 'a.safetensors')).message).toMatch(message);
  });

  it('that ends beyond the file says that the file is cut', async () => {
    const error = await refusal(safetensors(`{"a":${f32(0, 8)}}`, 8, 5000), 'a.safetensors');
    expect(error).toMatchObject({ code: 'truncated', message: expect.stringContaining('5,000') });
    expect((await refusal(safetensors(`{"a":${f32(0, 8)}}`, 4), 'a.safetensors')).code).toBe('truncated');
  });

  it('names the tensors whose type is not read, and opens the others', async () => {
    const header = `{"a":${f32(0, 8)},"b":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[8,12]}}`;
    const { artifact } = await readAll({ 'a.safetensors': safetensors(header, 12) }, 'a.safetensors');
    expect(artifact.variables.map(({ id }) => id)).toEqual(['a']);
    expect(artifact.notes).toEqual([
      expect.objectContaining({
        code: 'unread-tensor',
        message: expect.stringContaining('"b" [4] is stored as F8_E4M3'),
      }),
    ]);
  });
});

describe('ONNX values in another file', () => {
  const bytes = FILES['external.onnx'];
  const text = new TextDecoder('latin1').decode(bytes);

  it.each(['../sec.bin', '/etc/pass', 'C:\\a.bin12', 'a/b/c/d.bin', '..\\..\\.bin'])(
    'are never looked for outside of the folder: %s',
    async (location) => {
      const hostile = text.replaceAll('weights.bin', location.padEnd(11, 'x').slice(0, 11));
      const error = await refusal(
        Uint8Array.from(hostile, (it) => it.charCodeAt(0)),
        'external.onnx',
        BESIDE,
      );
      expect(error).toMatchObject({ code: 'corrupt', message: expect.stringContaining('outside') });
    },
  );

  it('that are missing, or too short, are named', async () => {
    expect(await refusal(bytes, 'external.onnx')).toMatchObject({
      code: 'missing-part',
      message: expect.stringContaining('weights.bin'),
    });
    const short = { 'weights.bin': (BESIDE['weights.bin'] as Uint8Array).slice(0, -1) };
    expect((await refusal(bytes, 'external.onnx', short)).code).toBe('truncated');
  });
});

describe('a converted model that is cut', () => {
  it.each(['mlp.onnx', 'mlp.tflite', 'types.safetensors'] as const)(
    '%s is recognised all the same',
    async (file) => {
      const error = await refusal(FILES[file].slice(0, FILES[file].length - 9), file);
      expect(error.code).toMatch(/truncated|corrupt/);
      expect(error.message).not.toContain('no file that can be read');
    },
  );
});
