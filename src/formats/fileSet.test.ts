import { describe, expect, it } from 'vitest';
import { type ByteSource, ReadError } from '../model/index.ts';
import { chiefOf } from './chiefOf.ts';
import { memorySource, writeStoredZip } from './containers/index.ts';
import { fileSet, openModel } from './index.ts';
import { goodFixtures, goodSource } from './testing.ts';

const archive = goodFixtures().find(({ file }) => file.endsWith('.keras'))?.file as string;

function folder(...paths: string[]): ReturnType<typeof fileSet> {
  const files = paths.map((path) => ({ path, size: 1, open: (): ByteSource => goodSource(archive) }));
  return fileSet('saved', files);
}

async function zipOf(...names: string[]): Promise<ByteSource> {
  const source = goodSource(archive);
  const bytes = await source.read(0, source.size);
  return memorySource('model.zip', writeStoredZip(names.map((name) => ({ name, bytes }))));
}

describe('A set of files', () => {
  it('is opened by the only model in it', () => {
    expect(chiefOf(folder('notes.txt', 'sub/model.keras'))).toBe('sub/model.keras');
  });

  it('is refused when it holds two models, naming both and how to choose', () => {
    expect(() => chiefOf(folder('a.keras', 'b.tflite', 'c.txt'))).toThrow(
      '`saved` holds more than one model: a.keras, b.tflite. Open the one you mean: `saved/a.keras`, for example. To compare two of them, open each as one side.',
    );
  });

  it('names a model that is a folder by that folder, unless another lies in it', () => {
    const one = ['one/saved_model.pb', 'one/variables/variables.index'];
    expect(() => chiefOf(folder(...one, 'two.onnx'))).toThrow('more than one model: one, two.onnx.');
    expect(() => chiefOf(folder(...one, 'one/two.keras'))).toThrow(
      'more than one model: one/saved_model.pb, one/two.keras.',
    );
  });

  it('names so many of its models, and counts the rest', () => {
    const many = Array.from({ length: 9 }, (_, i) => `${i}.onnx`);
    expect(() => chiefOf(folder(...many))).toThrow(
      '0.onnx, 1.onnx, 2.onnx, 3.onnx, 4.onnx, 5.onnx and 3 more.',
    );
  });

  it('is refused when it holds none', () => {
    expect(() => chiefOf(folder('a.txt', 'b.txt'))).toThrow(/2 files and none/);
    expect(() => chiefOf(fileSet('empty', []))).toThrow(/holds no files/);
  });

  it('opens each file once, and names the one that is missing', async () => {
    let opened = 0;
    const open = (): ByteSource => {
      opened += 1;
      return goodSource(archive);
    };
    const set = fileSet('saved', [{ path: 'x', size: 1, open }]);
    await Promise.all([set.open('x'), set.open('x')]);
    expect(opened).toBe(1);
    await expect(set.open('y')).rejects.toThrow(ReadError);
    await expect(set.open('y')).rejects.toThrow(/`y` is missing from `saved`/);
  });
});

describe('A zip of a folder', () => {
  it('opens as the folder does', async () => {
    const inside = await openModel(await zipOf('folder/model.keras', 'folder/readme.txt'));
    const alone = await openModel(goodSource(archive));
    expect(inside.artifact.variables.map(({ id }) => id)).toEqual(
      alone.artifact.variables.map(({ id }) => id),
    );
  });

  it('is refused as an archive when there is no model inside', async () => {
    await expect(openModel(await zipOf('readme.txt'))).rejects.toThrow(/holds no config.json/);
  });
});
