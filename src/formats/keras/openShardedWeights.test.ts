import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenModel } from '../../model/index.ts';
import { openModel } from '../openModel.ts';
import { type Files, setOf, unpacked } from '../testing/families.ts';

const INDEX = 'all.weights.json';
let files: Files;
let whole: OpenModel;
beforeAll(async () => {
  files = await unpacked('forms/pair-shards.zip');
  whole = await openModel(setOf(await unpacked('forms/pair-weights.zip')));
});

/** Every value, by the variable's id. */
async function contentOf({ artifact, tensors }: OpenModel): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const variable of artifact.variables) {
    const { bytes } = await tensors.read(variable);
    expect(await tensors.readRange(variable, 0, variable.byteLength)).toEqual(bytes);
    found.set(variable.id, Buffer.from(bytes).toString('hex'));
  }
  return found;
}

/** The files without some, and the index changed. */
function changed(change: (map: Record<string, string[]>) => void, ...without: readonly string[]): Files {
  const index = JSON.parse(new TextDecoder().decode(files[INDEX]));
  change(index.weight_map);
  const kept = Object.entries(files).filter(([name]) => !without.includes(name));
  return { ...Object.fromEntries(kept), [INDEX]: new TextEncoder().encode(JSON.stringify(index)) };
}

const shards = (): string[] => Object.keys(files).filter((name) => name.endsWith('.weights.h5'));

describe('Weights of Keras in several files', () => {
  it('are the same as those of one file', async () => {
    const model = await openModel(setOf(files));
    expect(shards().length).toBeGreaterThan(2);
    expect(model.artifact.notes).toEqual([]);
    expect(await contentOf(model)).toEqual(await contentOf(whole));
  });

  it('leave out a file of an earlier time that the index does not name', async () => {
    const stale = { ...files, 'all_00099.weights.h5': files[shards()[0] as string] as Uint8Array };
    expect(await contentOf(await openModel(setOf(stale)))).toEqual(await contentOf(whole));
  });

  it('are refused where a file is missing', async () => {
    const [first = ''] = shards();
    await expect(openModel(setOf(changed(() => {}, first)))).rejects.toThrow(
      `1 of the ${shards().length} files that \`${INDEX}\` names are missing: ${first}. Open the index together`,
    );
  });

  it('are refused where a file holds what the index places elsewhere', async () => {
    const moved = changed((map) => {
      const [group = ''] = Object.keys(map);
      map[group] = [shards().at(-1) as string];
    });
    await expect(openModel(setOf(moved))).rejects.toThrow(
      /^`all_00000.weights.h5` holds `.*`, which the index does not place there: they were not saved together\.$/,
    );
  });

  it('are refused where two files hold one tensor', async () => {
    const [first = '', second = ''] = shards();
    const twice = changed((map) => {
      for (const group of Object.keys(map)) map[group] = [first, second];
    });
    const copied = { ...twice, [second]: files[first] as Uint8Array };
    await expect(openModel(setOf(copied))).rejects.toThrow(/^Both `all_00000.weights.h5` and `all_00001/);
  });
});
