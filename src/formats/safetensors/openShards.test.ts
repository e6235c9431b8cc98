import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FileSet, OpenModel } from '../../model/index.ts';
import { memorySource, writeStoredZip } from '../containers/index.ts';
import { fileSet } from '../fileSet.ts';
import { openModel } from '../openModel.ts';

type Folder = Record<string, Uint8Array>;

const FIXTURES = new URL('../../../fixtures/converted/', import.meta.url);
const INDEX = 'model.safetensors.index.json';
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, FIXTURES)));
const names = readdirSync(new URL('nested-shards/', FIXTURES));
const shards = names.filter((name) => name !== INDEX);
const folder = (): Folder =>
  Object.fromEntries(names.map((name) => [name, bytesOf(`nested-shards/${name}`)]));

function setOf(files: Folder, chosen: string | null = null): FileSet {
  const listed = Object.entries(files).map(([path, bytes]) => ({
    path,
    size: bytes.length,
    open: () => memorySource(path, bytes),
  }));
  return fileSet('nested', listed, chosen);
}

/** Every tensor with its bytes, by name. */
async function contentOf(model: OpenModel): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const variable of model.artifact.variables) {
    const { bytes } = await model.tensors.read(variable);
    const ranged = await model.tensors.readRange(variable, 0, variable.byteLength);
    expect(Buffer.from(ranged)).toEqual(Buffer.from(bytes));
    found.set(variable.id, `${variable.dtype} ${variable.shape} ${Buffer.from(bytes).toString('hex')}`);
  }
  return found;
}

const whole = await contentOf(await openModel(memorySource('nested', bytesOf('nested-paths.safetensors'))));

/** The index with its list of tensors changed. */
function withMap(files: Folder, change: (map: Record<string, string>) => void): Folder {
  const index = JSON.parse(new TextDecoder().decode(files[INDEX]));
  change(index.weight_map);
  return { ...files, [INDEX]: new TextEncoder().encode(JSON.stringify(index)) };
}

describe('Safetensors in several files', () => {
  it('are cut into several here', () => {
    expect(shards.length).toBeGreaterThan(2);
    expect(whole.size).toBeGreaterThan(shards.length);
  });

  it('open as the one file does: a folder, files chosen together, the path to the index', async () => {
    for (const chosen of [null, INDEX]) {
      const model = await openModel(setOf(folder(), chosen));
      expect(await contentOf(model)).toEqual(whole);
      expect([model.artifact.format, model.artifact.holds]).toEqual(['safetensors', 'weights']);
    }
  });

  it('open from a zip of the folder', async () => {
    const files = Object.entries(folder()).map(([name, bytes]) => ({ name: `any/${name}`, bytes }));
    const model = await openModel(memorySource('any.zip', writeStoredZip(files)));
    expect(await contentOf(model)).toEqual(whole);
  });

  it('take the architecture that lies beside them', async () => {
    const { config } = (await openModel(memorySource('n.keras', bytesOf('nested.k315.keras')))).artifact;
    const text = JSON.stringify({ ...config, keras_version: '3.15.1' });
    const model = await openModel(setOf({ ...folder(), 'model.json': new TextEncoder().encode(text) }));
    expect(model.artifact.config).not.toBeNull();
    expect('nodes' in model.artifact.graph).toBe(true);
  });

  it('are refused without one of them, naming it', async () => {
    const { [shards[1] as string]: _, ...rest } = folder();
    await expect(openModel(setOf(rest))).rejects.toThrow(
      `1 of the ${shards.length} files that \`${INDEX}\` names are missing: ${shards[1]}. Open the index together`,
    );
  });

  it('are refused when two hold one tensor, or one that the index places elsewhere', async () => {
    const files = folder();
    const twice = { ...files, [shards[1] as string]: files[shards[0] as string] as Uint8Array };
    await expect(openModel(setOf(twice))).rejects.toThrow(/^Both `model-00001.* hold a tensor "/);
    const moved = withMap(files, (map) => {
      const [first] = Object.keys(map).filter((name) => map[name] === shards[0]);
      map[first as string] = shards[1] as string;
    });
    await expect(openModel(setOf(moved))).rejects.toThrow(/which the index places in/);
  });

  it('are refused when index and files do not list the same tensors', async () => {
    const more = withMap(folder(), (map) => {
      map['no/such/tensor'] = shards[0] as string;
    });
    await expect(openModel(setOf(more))).rejects.toThrow(
      `The index places "no/such/tensor" in \`${shards[0]}\`, which does not hold it.`,
    );
    const less = withMap(folder(), (map) => {
      delete map[Object.keys(map).find((name) => map[name] === shards[0]) as string];
    });
    await expect(openModel(setOf(less))).rejects.toThrow(/that the index does not list/);
  });

  it('are refused beside one more of their kind, that the index does not name', async () => {
    const stray = {
      ...folder(),
      'model-00009-of-00009.safetensors': folder()[shards[0] as string] as Uint8Array,
    };
    await expect(openModel(setOf(stray))).rejects.toThrow(
      '`model-00009-of-00009.safetensors` lies beside `model.safetensors.index.json`, which does not name it',
    );
  });

  it.each(['../other.safetensors', '/etc/passwd', 'a\\b.safetensors', 'https://x/y', ''])(
    'are not looked for outside of their folder: %s',
    async (path) => {
      const out = withMap(folder(), (map) => {
        map[Object.keys(map)[0] as string] = path;
      });
      await expect(openModel(setOf(out, INDEX))).rejects.toThrow('Only files in the same folder are read.');
    },
  );

  it.each(['{"weight_map": {}}', '{"weight_map": [1]}', '{"weight_map": {"a": 1}}'])(
    'are refused by an index without a list: %s',
    async (text) => {
      const files = { ...folder(), [INDEX]: new TextEncoder().encode(text) };
      await expect(openModel(setOf(files, INDEX))).rejects.toThrow('holds no list of tensors');
    },
  );

  it('say so when one of them is opened alone', async () => {
    const [name] = shards as [string];
    const model = await openModel(memorySource(name, bytesOf(`nested-shards/${name}`)));
    expect(model.artifact.notes.map(({ code }) => code)).toContain('one-shard');
  });
});
