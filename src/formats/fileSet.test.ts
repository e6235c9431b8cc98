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

  it('is refused when it holds two models, naming both', () => {
    expect(() => chiefOf(folder('a.keras', 'b.h5', 'c.txt'))).toThrow(
      /more than one model \(a\.keras, b\.h5\)/,
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
