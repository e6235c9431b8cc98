import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPreprocessing } from '../preprocess/index.ts';
import { parseReport } from '../report/index.ts';
import { memorySource } from './containers/index.ts';
import { failureOf, openInputs, openModel, openPickle } from './index.ts';
import { withWebp } from './pictures/testing.ts';
import { allocated } from './testing/allocated.ts';

type Source = ReturnType<typeof memorySource>;
type Door = 'model' | 'inputs' | 'scaler' | 'report';

interface BrokenFile {
  readonly file: string;
  readonly what: string;
  /** What the file is dropped as; a model where it is not said. */
  readonly door?: Door;
  readonly code: string;
  readonly message: string;
}

const FIXTURES = new URL('../../fixtures/', import.meta.url);
/** What no file here may make us set aside, whatever it says: bzip2 is undone piece by piece before it is refused. */
const MOST = 64 * 2 ** 20;
withWebp();
const rows = JSON.parse(readFileSync(new URL('broken.json', FIXTURES), 'utf8')) as BrokenFile[];

/** Opens a model and reads every value in it. */
async function readModel(source: Source): Promise<void> {
  const model = await openModel(source);
  for (const variable of model.artifact.variables) await model.tensors.read(variable);
}

const DOORS: Readonly<Record<Door, (source: Source) => Promise<unknown>>> = {
  model: readModel,
  inputs: (source) => openInputs([source]),
  scaler: async (source) => readPreprocessing(await openPickle(source)),
  report: async (source) => parseReport(new TextDecoder().decode(await source.read(0, source.size))),
};

describe('a damaged or hostile file', () => {
  it.each(rows)('$file ($what) is refused with its own message', async ({ file, door, code, message }) => {
    const source = memorySource(file, new Uint8Array(readFileSync(new URL(`broken/${file}`, FIXTURES))));
    const { value: failure, bytes } = await allocated(() =>
      DOORS[door ?? 'model'](source).then(
        () => null,
        (error: unknown) => failureOf(error, file),
      ),
    );
    expect(bytes).toBeLessThan(MOST);
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
