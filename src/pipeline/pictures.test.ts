import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource, writeStoredZip } from '../formats/containers/index.ts';
import { openArrays } from '../formats/index.ts';
import { openPictures } from '../formats/pictures/openPictures.ts';
import { withWebp } from '../formats/pictures/testing.ts';
import { type Json, type PartialShape, ReadError, toFloat64 } from '../model/index.ts';
import { type RunnableModel, readSamples, type Samples } from '../run/index.ts';

const FOLDER = new URL('../../fixtures/pictures/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter(
  (name) => /\.(png|jpg|bmp|webp)$/.test(name) && name !== 'animated.webp',
);
withWebp();

interface Loaded {
  readonly mode: 'grayscale' | 'rgb' | 'rgba';
  readonly size: readonly [number, number] | null;
  readonly shape: readonly number[];
  readonly sha256: string;
}
const EXPECTED = Object.assign(
  {},
  ...['expected.json', 'expected-more.json'].map((name) =>
    JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')),
  ),
) as Record<string, readonly Loaded[]>;

const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const source = (name: string, bytes = bytesOf(name)) => memorySource(name, bytes);

/** A model of one input that a layer reads. */
function reading(shape: PartialShape, className = 'Rescaling', config: Readonly<Record<string, Json>> = {}) {
  const ref = { node: 'x', output: 0 };
  const layer = (name: string, kind: string, options: Readonly<Record<string, Json>>) => ({
    ...{ id: name, name, kind: 'layer', className: kind, module: null },
    ...{ config: options, parent: null, variables: [], build: null },
  });
  const port = { name: 'x', ref, shape, dtype: 'float32' };
  return {
    layers: [layer('x', 'InputLayer', {}), layer('y', className, config)],
    graph: {
      nodes: [{ id: 'y', layer: 'y', call: 0, args: [{ kind: 'tensor', ref }], kwargs: {} }],
      ...{ inputs: [port], outputs: [], models: [] },
    },
    ...{ version: null, weightsOf: async () => ({}) },
  } as unknown as RunnableModel;
}

const CHANNELS = { grayscale: 1, rgb: 3, rgba: 4 } as const;
const tensorOf = (samples: Samples) => samples.inputs[0]!.tensor;

describe('A picture as input', () => {
  it.each(NAMES)(
    '%s has the values that keras.utils.load_img and img_to_array give, at every size',
    async (name) => {
      const pictures = await openArrays(source(name));
      const [stored] = pictures.values();
      for (const { mode, size, shape, sha256 } of EXPECTED[name]!) {
        if (stored?.dtype === 'uint16' && mode !== 'grayscale') continue;
        const [height, width] = size ?? stored!.shape;
        const model = reading([null, height!, width!, CHANNELS[mode]]);
        const tensor = tensorOf(readSamples(model, pictures, name));
        expect(tensor.shape).toEqual([1, ...shape]);
        const hash = createHash('sha256').update(tensor.bytes).digest('hex');
        expect([mode, size, hash]).toEqual([mode, size, sha256]);
      }
    },
  );

  it('says what was done, and whether the model scales what it is given', async () => {
    const pictures = await openPictures([source('rgb.png'), source('rgb-444.jpg')]);
    const scaled = readSamples(reading([null, 9, 14, 3]), pictures, '2 pictures');
    expect(scaled.count).toBe(2);
    expect(scaled.notes).toEqual([
      'Pictures of 2 pictures were loaded as keras.utils.load_img and img_to_array do: rgb, 9 × 14 (1 of 2 resized by the nearest pixel), values 0 to 255 as stored, EXIF orientation not applied.',
    ]);
    const bare = readSamples(reading([null, 9, 14, 3], 'Conv2D'), pictures, '2 pictures');
    expect(bare.notes[1]).toMatch(/No layer .* scales them/);
  });

  it('stands with its channels first, or without, where the input is so', async () => {
    const pictures = await openPictures([source('rgb.png')]);
    const last = toFloat64(tensorOf(readSamples(reading([null, 9, 14, 3]), pictures, 'p')))!;
    const model = reading([null, 3, 9, 14], 'Conv2D', { data_format: 'channels_first' });
    const first = tensorOf(readSamples(model, pictures, 'p'));
    expect(first.shape).toEqual([1, 3, 9, 14]);
    expect(toFloat64(first)![2 * 126 + 5 * 14 + 7]).toBe(last[(5 * 14 + 7) * 3 + 2]);
    const flat = tensorOf(readSamples(reading([null, 9, 14]), pictures, 'p'));
    expect(flat.shape).toEqual([1, 9, 14]);
  });

  it('keeps its size where the input leaves that open, and pictures of several sizes are refused', async () => {
    const open = reading([null, null, null, 3]);
    const one = readSamples(open, await openPictures([source('rgb.png')]), 'p');
    expect(tensorOf(one).shape).toEqual([1, 9, 14, 3]);
    const two = await openPictures([source('rgb.png'), source('rgb-444.jpg')]);
    expect(() => readSamples(open, two, 'p')).toThrow(/rgb\.png has 9, rgb-444\.jpg has 21/);
  });

  it('is refused by name where it does not fit', async () => {
    const [grey, photo] = [
      await openPictures([source('grey-16.png')]),
      await openPictures([source('rgb.png')]),
    ];
    expect(() => readSamples(reading([null, 7, 9, 3]), grey, 'p')).toThrow(/grey with 16 bits/);
    expect(() => readSamples(reading([null, 7, 9, 5]), photo, 'p')).toThrow(
      /no picture with 1, 3 or 4 channels/,
    );
    expect(() => readSamples(reading([null, 7]), photo, 'p')).toThrow(/no picture/);
    const gif = new TextEncoder().encode('GIF89a..............');
    await expect(openArrays(source('a.gif', gif))).rejects.toThrow(/a GIF picture.*Save it as PNG/);
    await expect(openArrays(source('animated.webp'))).rejects.toThrow(/an animated WebP/);
    const table = new TextEncoder().encode('1,2\n');
    await expect(openPictures([source('rgb.png'), source('a.csv', table)])).rejects.toThrow(
      /a\.csv.*no PNG, JPEG, WebP or BMP/,
    );
  });
});

describe('Pictures in a zip', () => {
  const zip = (...files: readonly (readonly [string, Uint8Array])[]) =>
    source('set.zip', writeStoredZip(files.map(([name, bytes]) => ({ name, bytes }))));

  it('are samples in the order of their names, hidden files and the folder around them left out', async () => {
    const pictures = await openArrays(
      zip(
        ['set/10.png', bytesOf('rgb.png')],
        ['set/2.webp', bytesOf('lossless.webp')],
        ['set/.DS_Store', Uint8Array.of(1)],
        ['__MACOSX/set/._2.webp', Uint8Array.of(1)],
        ['set/1/a.bmp', bytesOf('rgb.bmp')],
      ),
    );
    expect([...pictures.keys()]).toEqual(['1/a.bmp', '2.webp', '10.png']);
    expect(pictures.arePictures).toBe(true);
  });

  it('are refused with other files among them, and where one is no picture', async () => {
    const picture = ['a.png', bytesOf('rgb.png')] as const;
    await expect(openArrays(zip(picture, ['b.npy', Uint8Array.of(1)]))).rejects.toThrow(
      /holds pictures and `b\.npy`/,
    );
    await expect(openArrays(zip(picture, ['b.jpg', Uint8Array.of(1, 2, 3)]))).rejects.toThrow(
      /`b\.jpg` in `set\.zip` is called a picture and is none/,
    );
  });
});

describe('A table whose first column is called BM', () => {
  it('is no picture', async () => {
    const table = new TextEncoder().encode('BM,age\n1,2\n3,4\n5,6\n7,8\n');
    expect([...(await openArrays(source('a.csv', table))).keys()]).toEqual(['BM', 'age']);
  });
});

describe('A damaged picture', () => {
  it.each([
    ...['interlaced.png', 'progressive-420.jpg', 'restarts.jpg', 'rgb-420.jpg', 'indexed-4bit.png'],
    ...['rgb.bmp', 'indexed.bmp', '565.bmp', 'lossy.webp', 'lossless-alpha.webp'],
  ])('(%s) is refused when it is cut, wherever', async (name) => {
    const whole = bytesOf(name);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 12, max: whole.length - 2 }), async (end) => {
        await expect(openArrays(source(name, whole.slice(0, end)))).rejects.toThrow(ReadError);
      }),
    );
  });

  it.each(NAMES)('(%s) ends in a picture or a ReadError, whatever is changed', async (name) => {
    const whole = bytesOf(name);
    const edit = fc.record({ at: fc.integer({ min: 8, max: whole.length - 1 }), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const damaged = whole.slice();
        for (const { at, value } of edits) damaged[at] = value;
        try {
          await openArrays(source(name, damaged));
        } catch (error) {
          expect(error).toBeInstanceOf(ReadError);
        }
      }),
      { numRuns: 40 },
    );
  });
});
