import {
  isArray,
  type PartialShape,
  type Port,
  ReadError,
  type Tensor,
  toFloat64,
} from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { type DrawTexts, drawTexts } from './drawTexts.ts';
import { operationConsumers } from './operationConsumers.ts';
import { Random } from './Random.ts';
import type { Samples } from './Samples.ts';
import { vocabularyOf } from './vocabularyOf.ts';

/** What a free axis becomes, by how many axes an input has: one size for all inputs, so that they go together. */
const FREE_AXIS: Readonly<Record<number, number>> = { 2: 16, 3: 16, 4: 32, 5: 8 };

/** Draws the values of one sample. */
type Draw = (random: Random, count: number) => number[];

const each =
  (draw: (random: Random) => number): Draw =>
  (random, count) =>
    Array.from({ length: count }, () => draw(random));

/**
 * Samples that fit a model's inputs: shape, type, and the layer that reads them. Given several models, the samples fit
 * all of them; the first one's inputs count.
 */
export async function generateSamples(
  models: readonly RunnableModel[],
  options: { readonly count: number; readonly seed: number },
): Promise<Samples> {
  const [first] = models;
  if (!first) return { source: 'none', count: 0, inputs: [], notes: [] };
  const inputs: Samples['inputs'][number][] = [];
  for (const [index, port] of first.graph.inputs.entries()) {
    const shape = sampleShape(port);
    const readers = await readersOf(port, models, index);
    const tensor =
      port.dtype === 'string'
        ? texts(port, shape, await drawTexts(readers), options)
        : drawn(port, shape, await drawFor(port, readers, shape), options);
    inputs.push({ name: port.name, tensor });
  }
  return { source: `generated, seed ${options.seed}`, count: options.count, inputs, notes: [] };
}

function sampleShape(port: Port): number[] {
  if (port.shape.length === 0)
    throw new ReadError(
      'unsupported-feature',
      `The file does not state the shape of input "${port.name}". Give samples of your own.`,
    );
  return resolveShape(port.shape.slice(1), port.shape.length);
}

function resolveShape(shape: PartialShape, rank: number): number[] {
  const free = FREE_AXIS[rank] ?? 16;
  return shape.map((size, axis) => size ?? (rank >= 4 && axis === shape.length - 1 ? 3 : free));
}

const TYPES: Readonly<Record<string, 'float32' | 'int32' | 'bool'>> = {
  float16: 'float32',
  bfloat16: 'float32',
  float32: 'float32',
  float64: 'float32',
  int8: 'int32',
  int16: 'int32',
  int32: 'int32',
  int64: 'int32',
  uint8: 'int32',
  uint16: 'int32',
  bool: 'bool',
};

function drawn(
  port: Port,
  shape: readonly number[],
  draw: Draw,
  { count, seed }: { readonly count: number; readonly seed: number },
): Tensor {
  const type = TYPES[port.dtype];
  if (type === undefined)
    throw new ReadError(
      'unsupported-feature',
      `Input "${port.name}" takes ${port.dtype}: samples of it cannot be made up.`,
    );
  const random = new Random(seed, port.name);
  const size = shape.reduce((n, axis) => n * axis, 1);
  const values = Array.from({ length: count }, () => draw(random, size)).flat();
  const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;
  return { dtype: type, shape: [count, ...shape], bytes: new Uint8Array(arrays[type].from(values).buffer) };
}

function texts(
  port: Port,
  shape: readonly number[],
  draw: DrawTexts,
  { count, seed }: { readonly count: number; readonly seed: number },
): Tensor {
  const random = new Random(seed, port.name);
  const size = shape.reduce((n, axis) => n * axis, 1);
  const strings = Array.from({ length: count }, () => draw(random, size)).flat();
  return { dtype: 'string', shape: [count, ...shape], bytes: new Uint8Array(0), strings };
}

/** A layer that reads an input, and its model. */
interface Reader {
  readonly model: RunnableModel;
  readonly consumer: Consumer;
}

async function readersOf(port: Port, models: readonly RunnableModel[], index: number): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (const model of models) {
    const own = model.graph.inputs.find((other) => other.name === port.name) ?? model.graph.inputs[index];
    if (!own) continue;
    const consumers = [...consumersOf(model, own), ...(await operationConsumers(model, own))];
    readers.push(...consumers.map((consumer) => ({ model, consumer })));
  }
  return readers;
}

async function drawFor(port: Port, readers: readonly Reader[], shape: readonly number[]): Promise<Draw> {
  const ids = readers
    .filter(({ consumer: { className } }) => className === 'Embedding' || className === 'CategoryEncoding')
    .map(({ consumer }) => consumer);
  if (ids.length > 0) return tokenIds(ids);
  const listed = await fromVocabulary(readers);
  if (listed) return listed;
  const scaler = readers.find(({ consumer }) => consumer.className === 'Normalization');
  const normal = scaler ? await aroundMean(scaler.model, scaler.consumer, shape) : null;
  if (normal) return normal;
  const image = readers.some(
    ({ consumer: { className, config } }) =>
      BYTES.has(className) || (className === 'Rescaling' && isSmall(config.scale)),
  );
  if (image || port.dtype === 'uint8') return each((random) => random.whole(0, 255));
  const type = TYPES[port.dtype];
  if (type === 'bool') return each((random) => random.whole(0, 1));
  return type === 'int32' ? each((random) => random.whole(0, 9)) : each((random) => random.normal());
}

/** Layers that take bytes unless they are told otherwise. */
const BYTES = new Set(['AutoContrast', 'ContrastLimitedAdaptiveHistogramEqualization']);

/** Numbers that a lookup knows, now and then another; `null` without one. */
async function fromVocabulary(readers: readonly Reader[]): Promise<Draw | null> {
  const reader = readers.find(({ consumer }) => consumer.className === 'IntegerLookup');
  if (reader === undefined || reader.consumer.config.invert === true) return null;
  const known = (await vocabularyOf(reader.model, reader.consumer)).map(Number);
  const all = reader.consumer.config.num_oov_indices === 0 ? known : [...known, Math.max(...known) + 1];
  return known.length === 0 ? null : each((random) => all[random.whole(0, all.length - 1)] ?? 0);
}

/** A scale that brings bytes down to about one. */
const isSmall = (scale: unknown): boolean => typeof scale === 'number' && Math.abs(scale) <= 1 / 64;

/** Ids below the smallest vocabulary; where 0 means padding, sentences of different lengths end in zeros. */
function tokenIds(embeddings: readonly Consumer[]): Draw {
  const sizes = embeddings.map(({ config }) => Number(config.input_dim ?? config.num_tokens ?? 1) || 1);
  const highest = Math.max(0, Math.min(...sizes) - 1);
  const padded = highest > 0 && embeddings.some(({ config }) => config.mask_zero === true);
  if (!padded) return each((random) => random.whole(0, highest));
  return (random, count) => {
    const length = random.whole(Math.ceil(count / 2), count);
    return Array.from({ length: count }, (_, i) => (i < length ? random.whole(1, highest) : 0));
  };
}

/** Within two standard deviations of what the layer was adapted to; `null` when it does not say. */
async function aroundMean(
  model: RunnableModel,
  { layer, config }: Consumer,
  shape: readonly number[],
): Promise<Draw | null> {
  const weights = await model.weightsOf(layer.id);
  const numbers = (role: string): number[] | null => {
    const stored = weights[role] && toFloat64(weights[role]);
    if (stored) return [...stored];
    return flat(config[role]);
  };
  const mean = numbers('mean');
  const variance = numbers('variance');
  const features = shape.at(-1) ?? 1;
  if (!mean || !variance || ![1, features].includes(mean.length) || mean.length !== variance.length)
    return null;
  return (random, count) =>
    Array.from({ length: count }, (_, i) => {
      const at = mean.length === 1 ? 0 : i % features;
      return (mean[at] ?? 0) + (random.uniform() * 4 - 2) * Math.sqrt(variance[at] ?? 1);
    });
}

function flat(value: unknown): number[] | null {
  if (typeof value === 'number') return [value];
  if (!isArray(value as never)) return null;
  const parts = (value as readonly unknown[]).map(flat);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}
