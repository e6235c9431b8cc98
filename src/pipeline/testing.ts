import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openEntry, readZipDirectory } from '../formats/containers/index.ts';
import { memorySource } from '../formats/index.ts';
import type { ByteSource } from '../model/index.ts';
import type { Report } from '../report/index.ts';
import { createPipeline } from './createPipeline.ts';
import type { CompareOptions, HostFile, Pipeline, Slot } from './Pipeline.ts';
import type { RunHost } from './slots.ts';

/** What Keras says about a committed pair. */
export interface PairFixture {
  readonly id: string;
  readonly expected: {
    readonly verdict: string;
    readonly cause: string | null;
    readonly where: readonly string[];
    readonly outputs: readonly { readonly maxAbs: number }[];
    readonly story: string;
  };
}

const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** All committed pairs. */
export function pairFixtures(): PairFixture[] {
  return readdirSync(new URL('pairs/', FIXTURES)).map((id) => ({
    id,
    expected: JSON.parse(readFileSync(new URL(`pairs/${id}/expected.json`, FIXTURES), 'utf8')),
  }));
}

/** A fixture as the pipeline takes files. */
export function fixtureFile(path: string): HostFile {
  const name = path.split('/').at(-1) as string;
  return { name, path: name, blob: memorySource(name, readFileSync(new URL(path, FIXTURES))) };
}

/** The files of a zipped fixture, as the pipeline takes a folder. */
export function unpackedFixture(path: string): Promise<HostFile[]> {
  const { name, blob } = fixtureFile(path);
  const archive = blob as ByteSource;
  const files = readZipDirectory(archive).map(async (entry) => ({
    name: entry.name.slice(entry.name.lastIndexOf('/') + 1),
    path: `${name.replace(/\.zip$/, '')}/${entry.name}`,
    blob: await openEntry(archive, entry),
  }));
  return Promise.all(files);
}

/** A pipeline in this process. */
export function testPipeline(): Pipeline {
  return createPipeline(testHost());
}

/** This process as the pipeline's host. */
export function testHost(): RunHost {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  return { wasmUrls: `${join(folder, 'wasm-out')}/` };
}

/** Usual options. */
export const OPTIONS: CompareOptions = { samples: 4, seed: 0, run: true, backend: 'wasm', map: [] };

/** Opens a committed pair and compares it. */
export async function comparePair(id: string, options: CompareOptions = OPTIONS): Promise<Report> {
  const pipeline = testPipeline();
  const names = readdirSync(new URL(`pairs/${id}/`, FIXTURES));
  const slots: readonly (readonly [Slot, string])[] = [
    ['a', names.find((name) => name.startsWith('a.')) as string],
    ['b', names.find((name) => name.startsWith('b.')) as string],
    ['inputs', 'inputs.npz'],
  ];
  for (const [slot, name] of slots) {
    const opened = await pipeline.open(slot, [fixtureFile(`pairs/${id}/${name}`)]);
    if (!opened.ok) throw new Error(opened.failure.message);
  }
  const result = await pipeline.compare(options, {});
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
