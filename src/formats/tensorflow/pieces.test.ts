import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OpenModel, Variable } from '../../model/index.ts';
import { memorySource, openEntry, readZipDirectory } from '../containers/index.ts';
import { fileSet } from '../fileSet.ts';
import { openModel } from '../index.ts';

const FOLDER = new URL('../../../fixtures/tensorflow/', import.meta.url);

type Damage = (path: string, bytes: Uint8Array) => void;

/** A sharded checkpoint; `damage` changes the bytes of its files. */
async function sharded(name: string, damage: Damage = () => {}): Promise<OpenModel> {
  const archive = memorySource(name, readFileSync(new URL(name, FOLDER)));
  const files = await Promise.all(
    readZipDirectory(archive).map(async (entry) => {
      const source = await openEntry(archive, entry);
      const bytes = (await source.read(0, source.size)).slice();
      damage(entry.name, bytes);
      return { path: entry.name, size: bytes.length, open: () => memorySource(entry.name, bytes) };
    }),
  );
  return openModel(fileSet(name, files));
}

const inPieces = ({ artifact }: OpenModel): Variable =>
  artifact.variables.find(({ storage }) => storage.layout.kind === 'pieces') as Variable;

async function streamed(model: OpenModel, variable: Variable, step: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(variable.byteLength);
  for (let from = 0; from < bytes.length; from += step) {
    const length = Math.min(step, bytes.length - from);
    bytes.set(await model.tensors.readRange(variable, from, length), from);
  }
  return bytes;
}

describe.each([
  ['rows', 'sharded-rows.zip'],
  ['blocks', 'sharded.zip'],
])('a tensor that is cut into %s', (_, name) => {
  it.each([1, 7, 400, 5999, 16_000])('reads in ranges of %s bytes as it reads whole', async (step) => {
    const model = await sharded(name);
    const variable = inPieces(model);
    const { bytes } = await model.tensors.read(variable);
    expect(bytes.length).toBe(variable.byteLength);
    expect(await streamed(model, variable, step)).toEqual(bytes);
  });

  it('is refused where any part is not what was saved', async () => {
    const { layout } = inPieces(await sharded(name)).storage;
    const pieces = layout.kind === 'pieces' ? layout.pieces : [];
    expect(pieces.length).toBeGreaterThan(1);
    for (const { member, offset, byteLength } of pieces) {
      const model = await sharded(name, (path, bytes) => {
        if (path === member) bytes[offset + byteLength - 1]! ^= 1;
      });
      await expect(streamed(model, inPieces(model), 1000)).rejects.toThrow(/do not fit their checksum/);
    }
  });
});
