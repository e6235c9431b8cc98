import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseKerasVersion, readModel } from '../keras/index.ts';
import type { JsonObject, Tensor } from '../model/index.ts';
import type { RunnableModel } from './RunnableModel.ts';
import { runModel } from './runModel.ts';
import { useInstalledWasm } from './testing.ts';

/** Whole numbers of two bytes, as base64, times a step. */
interface Words {
  readonly shape: readonly number[];
  readonly step: number;
  readonly words: string;
}

/** Some values of what one call answers. */
interface Probes {
  readonly shape: readonly number[];
  readonly largest: number;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** One model of `fixtures/make/random_models.py` with what Keras answers. */
interface RandomModel {
  readonly seed: number;
  readonly keras: string;
  readonly model: JsonObject;
  readonly weights: Readonly<Record<string, Readonly<Record<string, Words>>>>;
  readonly inputs: readonly (Words & { readonly name: string; readonly dtype: 'float32' | 'int32' })[];
  readonly answers: Readonly<Record<string, Probes>>;
}

const file = new URL('./testdata/random/models.json.gz', import.meta.url);
const models: RandomModel[] = JSON.parse(gunzipSync(readFileSync(file)).toString());

function tensorOf({ shape, step, words }: Words, dtype: 'float32' | 'int32' = 'float32'): Tensor {
  const raw = Buffer.from(words, 'base64');
  const whole = Array.from({ length: raw.length / 2 }, (_, i) => raw.readInt16LE(2 * i) * step);
  const numbers = dtype === 'float32' ? Float32Array.from(whole) : Int32Array.from(whole);
  return { dtype, shape, bytes: new Uint8Array(numbers.buffer) };
}

function runnable(item: RandomModel): RunnableModel {
  const version = parseKerasVersion(item.keras);
  const { layers, graph } = readModel(item.model, version);
  if ('missing' in graph) throw new Error(graph.missing);
  const weightsOf = async (layer: string) =>
    Object.fromEntries(
      Object.entries(item.weights[layer] ?? {}).map(([role, held]) => [role, tensorOf(held)]),
    );
  return { layers, graph, version, weightsOf };
}

/** The largest gap at the probes, as a share of the largest value; infinite when the shape differs. */
function gapAt(got: Tensor | undefined, probes: Probes): number {
  if (got === undefined || got.shape.join() !== probes.shape.join()) return Number.POSITIVE_INFINITY;
  const { buffer, byteOffset, byteLength } = got.bytes;
  const numbers =
    got.dtype === 'float32'
      ? new Float32Array(buffer, byteOffset, byteLength / 4)
      : got.dtype === 'int32'
        ? new Int32Array(buffer, byteOffset, byteLength / 4)
        : got.bytes;
  const gaps = probes.at.map((place, i) => Math.abs(Number(numbers[place]) - (probes.values[i] ?? 0)));
  return Math.max(0, ...gaps) / Math.max(probes.largest, 1e-30);
}

beforeAll(useInstalledWasm);

describe('random models answer as Keras answers, every layer within 1e-5:', () => {
  it.each(models.map((item) => [`${item.keras}, seed ${item.seed}`, item] as const))(
    '%s',
    async (_, item) => {
      const model = runnable(item);
      const inputs = item.inputs.map((input) => ({
        name: input.name,
        tensor: tensorOf(input, input.dtype),
      }));
      const { arrays, stoppedAt } = await runModel(
        model,
        { source: `seed ${item.seed}`, inputs, count: 3, notes: [] },
        { backend: 'wasm', keep: 'layers' },
      );
      expect(stoppedAt).toBeNull();
      const got = new Map(arrays.map(({ name, tensor }) => [name, tensor]));
      const apart = Object.entries(item.answers)
        .map(([name, probes]) => [name, gapAt(got.get(name), probes)] as const)
        .filter(([, gap]) => !(gap < 1e-5));
      expect(apart).toEqual([]);
    },
  );
});
