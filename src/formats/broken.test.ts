import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource } from './containers/index.ts';
import { failureOf, openModel } from './index.ts';

interface BrokenFile {
  readonly file: string;
  readonly what: string;
  readonly code: string;
  readonly message: string;
}

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const rows = JSON.parse(readFileSync(new URL('broken.json', FIXTURES), 'utf8')) as BrokenFile[];

/** Opens a file and reads every value in it. */
async function readAll(path: string): Promise<void> {
  const model = await openModel(
    memorySource(path.split('/').at(-1) as string, readFileSync(new URL(path, FIXTURES))),
  );
  for (const variable of model.artifact.variables) await model.tensors.read(variable);
}

describe('a damaged or hostile file', () => {
  it.each(rows)('$file ($what) is refused with its own message', async ({ file, code, message }) => {
    const failure = await readAll(`broken/${file}`).then(
      () => null,
      (error: unknown) => failureOf(error, file),
    );
    expect({ code: failure?.code, message: failure?.message }).toEqual({ code, message });
  });
});

describe('an odd but whole file', () => {
  it('opens without metadata.json, and says that the version is only inferred', async () => {
    const source = memorySource('model.keras', readFileSync(new URL('odd/without-metadata.keras', FIXTURES)));
    const { artifact } = await openModel(source);
    expect(artifact.notes.map((note) => note.code)).toEqual(['no-metadata']);
    expect(artifact.variables.length).toBeGreaterThan(0);
  });
});
