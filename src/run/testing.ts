import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs-core';
import { parseKerasVersion, readModel } from '../keras/index.ts';
import type { DType, JsonObject, Tensor } from '../model/index.ts';
import { configureBackends } from './backends.ts';
import { asPort } from './feed.ts';
import { upload } from './hostTensor.ts';
import { ModelRun } from './ModelRun.ts';
import type { Modes } from './mode/Mode.ts';
import type { RunnableModel } from './RunnableModel.ts';
import type { Value } from './Value.ts';

/** Makes wasm load from this checkout. */
export function useInstalledWasm(): void {
  const path = new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname;
  configureBackends({ wasmPaths: path });
}

/** A tensor as the cases hold it. */
export interface Packed {
  readonly dtype: 'float32' | 'int32' | 'bool' | 'string';
  readonly shape: readonly number[];
  /** Numbers, with `NaN`, `Infinity` and `-Infinity` as words; or text. */
  readonly values: readonly (number | string)[];
}

/** One small model with what Keras answers. */
export interface Case {
  readonly name: string;
  readonly model: JsonObject;
  readonly weights: Readonly<Record<string, Readonly<Record<string, Packed>>>>;
  readonly inputs: readonly Packed[];
  readonly outputs: readonly Packed[];
}

/** Where the cases are: those of this checkout, or fresh ones in the folder that CASES names (`npm run proofs`). */
const CASES = process.env.CASES
  ? pathToFileURL(`${process.env.CASES}/`)
  : new URL('./testdata/', import.meta.url);

/** The files of cases: `FAMILY.k315.json.gz`. */
export function caseFiles(): string[] {
  return readdirSync(CASES).filter((name) => name.endsWith('.json.gz'));
}

/** The cases of one file, made by one Keras. */
export function readCases(file: string): { keras: string; cases: Case[] } {
  const path = new URL(file, CASES);
  return JSON.parse(gunzipSync(readFileSync(path)).toString());
}

/** Packed numbers as a tensor of a file. */
export function unpack({ dtype, shape, values }: Packed): Tensor {
  if (dtype === 'string') return { dtype, shape, bytes: new Uint8Array(0), strings: values.map(String) };
  const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
  const numbers = arrays[dtype].from(values.map(Number));
  return { dtype: dtype as DType, shape, bytes: new Uint8Array(numbers.buffer) };
}

/** A case as a model that can run. */
export function modelOf(item: Pick<Case, 'model' | 'weights'>, keras: string): RunnableModel {
  const version = parseKerasVersion(keras);
  const { layers, graph } = readModel(item.model, version);
  if ('missing' in graph) throw new Error(graph.missing);
  return {
    layers,
    graph,
    version,
    weightsOf: async (layer) =>
      Object.fromEntries(
        Object.entries(item.weights[layer] ?? {}).map(([role, packed]) => [role, unpack(packed)]),
      ),
  };
}

/** Runs a case on the current backend: its outputs, or why it stopped. It predicts unless modes are given. */
export async function runCase(
  item: Case,
  keras: string,
  modes: Modes = {},
): Promise<{ outputs: Packed[]; stop: string | null }> {
  const model: RunnableModel = { ...modelOf(item, keras), modes };
  const inputs = new Map<string, Value>(
    model.graph.inputs.map((port, i) => [
      port.ref.node,
      asPort({ tensor: upload(unpack(item.inputs[i] as Packed)), mask: null }, port),
    ]),
  );
  const run = new ModelRun(
    model,
    inputs,
    model.graph.outputs.map((port) => port.ref.node),
  );
  for (const node of model.graph.nodes) {
    await run.step(node);
    run.forget(node);
  }
  const stop = run.firstStop();
  const outputs = stop
    ? []
    : model.graph.outputs.map((port): Packed => {
        const { tensor } = (run.outputs(port.ref.node) ?? [])[port.ref.output] as Value;
        return { dtype: tensor.dtype as 'float32', shape: tensor.shape, values: [...tensor.dataSync()] };
      });
  run.dispose();
  return { outputs, stop: stop && `${stop.layer}: ${stop.because}` };
}

/** Tensors alive on all backends. */
export function tensorsAlive(): number {
  return tf.memory().numTensors;
}

/** Largest gap between two packed tensors as a share of the largest expected value; infinite when shapes or texts differ. */
export function gapOf(got: Packed, expected: Packed): number {
  if (got.shape.join() !== expected.shape.join()) return Number.POSITIVE_INFINITY;
  if (expected.dtype === 'string' || got.dtype === 'string')
    return got.values.join('\n') === expected.values.join('\n') ? 0 : Number.POSITIVE_INFINITY;
  const wanted = expected.values.map(Number);
  const largest = Math.max(1e-30, ...wanted.filter(Number.isFinite).map(Math.abs));
  const gaps = wanted.map((value, i) => {
    const mine = Number(got.values[i] ?? Number.POSITIVE_INFINITY);
    if (value === mine || (Number.isNaN(value) && Number.isNaN(mine))) return 0;
    const gap = Math.abs(value - mine);
    return Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
  });
  return Math.max(0, ...gaps) / largest;
}
