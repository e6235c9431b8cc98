import { formatShape, type Port, ReadError, type Tensor } from '../model/index.ts';
import { drawTable, type Table, tableOf, tableOfColumns, tensorOf } from '../preprocess/index.ts';
import type * as Run from '../run/index.ts';
import type { RunnableModel, Samples } from '../run/index.ts';
import type { CompareOptions } from './Pipeline.ts';
import { hasScaler, type Scaler } from './scalers.ts';
import type { Slots } from './slots.ts';

/** What each side is fed with. */
export interface Fed {
  readonly a: Samples;
  /** What B is fed with; the very samples of A when no preprocessing stands between. */
  readonly b: Samples;
  /** The same samples without the preprocessing, by side, or why they do not fit; `null` when there is none. */
  readonly without: { readonly a: Samples; readonly b: Samples } | { readonly because: string } | null;
}

/** Two models, or one twice. */
export interface Fedable {
  readonly a: RunnableModel;
  readonly b: RunnableModel;
}

/**
 * The samples for both sides. Given samples are raw: a side with preprocessing gets them through it, the other as they are.
 * Generated ones are drawn where the preprocessing was fitted. Throws `ReadError` when something does not fit.
 */
export async function fedSamples(
  run: typeof Run,
  models: Fedable,
  slots: Pick<Slots, 'inputs' | 'scaler-a' | 'scaler-b'>,
  options: CompareOptions,
): Promise<Fed> {
  const scalers = { a: slots['scaler-a'], b: slots['scaler-b'] };
  const { inputs } = slots;
  if (!hasScaler(scalers)) {
    const samples = inputs
      ? run.readSamples(models.a, inputs.arrays, inputs.name)
      : await run.generateSamples(distinct(models), { count: options.samples, seed: options.seed });
    return { a: samples, b: samples, without: null };
  }
  const raw = inputs
    ? givenRaw(run, models, scalers, inputs)
    : await generatedRaw(run, models, scalers, options);
  const fed = (side: 'a' | 'b', scaler: Scaler | null): Samples =>
    fedTo(run, side, models[side], raw, scaler);
  // What preprocessing refuses is told before what a model refuses.
  const scaledB = scalers.b && fed('b', scalers.b);
  const a = fed('a', scalers.a);
  return { a, b: scaledB ?? fed('b', null), without: withoutScalers(fed) };
}

/** Given samples for one model, through its preprocessing where there is one. */
export function scaledSamples(
  run: typeof Run,
  model: RunnableModel,
  given: NonNullable<Slots['inputs']>,
  scaler: Scaler | null,
): Samples {
  if (scaler === null) return run.readSamples(model, given.arrays, given.name);
  const raw = givenRaw(run, { a: model, b: model }, { a: scaler, b: null }, given);
  return fedTo(run, 'a', model, raw, scaler);
}

const distinct = ({ a, b }: Fedable): RunnableModel[] => (a === b ? [a] : [a, b]);

/** Samples before any preprocessing. */
interface Raw {
  readonly arrays: ReadonlyMap<string, Tensor>;
  /** The array that preprocessing is about. */
  readonly key: string;
  readonly table: Table;
  /** The same as it was given or drawn; `null` when it is of mixed kinds. */
  readonly tensor: Tensor | null;
  readonly source: string;
}

function givenRaw(
  run: typeof Run,
  models: Fedable,
  scalers: { readonly a: Scaler | null; readonly b: Scaler | null },
  { arrays, name }: NonNullable<Slots['inputs']>,
): Raw {
  const side = scalers.a ? 'a' : 'b';
  const { graph } = models[side];
  const port = scaledPort(side, models[side], scalers[side] as Scaler);
  if (arrays.isTable && graph.inputs.length === 1) {
    const table = tableOfColumns(arrays);
    return { arrays: new Map(), key: port.name, table, tensor: tensorOf(table), source: name };
  }
  const key = run.chooseNames(graph, arrays, [])[graph.inputs.indexOf(port)] ?? '';
  const tensor = arrays.get(key);
  if (!tensor)
    throw new ReadError(
      'missing-part',
      `${name} holds no array for input "${port.name}". It holds ${[...arrays.keys()].join(', ') || 'nothing'}.`,
    );
  return { arrays, key, table: tableOf(tensor, key), tensor, source: name };
}

async function generatedRaw(
  run: typeof Run,
  models: Fedable,
  scalers: { readonly a: Scaler | null; readonly b: Scaler | null },
  { samples: count, seed }: CompareOptions,
): Promise<Raw> {
  const side = scalers.a ? 'a' : 'b';
  const { preprocessing } = (scalers.a ?? scalers.b) as Scaler;
  const port = scaledPort(side, models[side], scalers[side] as Scaler);
  const index = models[side].graph.inputs.indexOf(port);
  const made = await run.generateSamples([models[side]], { count, seed });
  const random = new run.Random(seed, port.name);
  const table = drawTable(preprocessing, count, port.shape.at(-1) ?? 1, () => random.uniform());
  const arrays = new Map(made.inputs.map(({ name, tensor }) => [name, tensor] as const));
  return {
    arrays,
    key: made.inputs[index]?.name ?? port.name,
    table,
    tensor: tensorOf(table),
    source: made.source,
  };
}

/** The input that preprocessing stands before: the only table of numbers that the model takes. */
function scaledPort(side: 'a' | 'b', { graph }: RunnableModel, { name }: Scaler): Port {
  const tables = graph.inputs.filter(({ shape, dtype }) => shape.length === 2 && /^b?float\d+$/.test(dtype));
  const [only, ...more] = tables;
  if (only && more.length === 0) return only;
  const told = graph.inputs.map((port) => `${port.name} (${formatShape(port.shape)})`).join(', ');
  throw new ReadError(
    'unsupported-feature',
    `${name} stands before ${side.toUpperCase()}, which has ${more.length === 0 ? 'no input' : 'several inputs'} of numbers, samples × columns, so its place is unknown. The inputs are: ${told}.`,
  );
}

/** What one side is fed with. */
function fedTo(
  run: typeof Run,
  side: 'a' | 'b',
  model: RunnableModel,
  { arrays, key, table, tensor: raw, source }: Raw,
  scaler: Scaler | null,
): Samples {
  const made = scaler && applied(scaler, table);
  const tensor = made ? tensorOf(made) : raw;
  if (tensor === null || tensor.dtype === 'string')
    throw new ReadError(
      'corrupt',
      `${scaler ? `${scaler.name} leaves` : 'The raw samples hold'} text in some columns, which ${side.toUpperCase()} cannot be fed with.`,
    );
  const wanted = scaler ? scaledPort(side, model, scaler).shape[1] : null;
  if (scaler && wanted != null && wanted !== tensor.shape[1])
    throw new ReadError(
      'corrupt',
      `${scaler.name} (${scaler.preprocessing.label}) makes ${tensor.shape[1]} columns of ${table.columns.length}; ${side.toUpperCase()} takes ${wanted}. Is it the preprocessing of another model?`,
    );
  const samples = run.readSamples(model, new Map([...arrays, [key, tensor]]), source);
  return { ...samples, notes: [...samples.notes, ...(made?.notes ?? [])] };
}

function applied({ name, preprocessing }: Scaler, table: Table): Table {
  try {
    return preprocessing.apply(table);
  } catch (error) {
    if (error instanceof ReadError)
      throw new ReadError(error.code, `${name}: ${error.message}`, error.where, error);
    throw error;
  }
}

/** The raw samples on both sides; they fit only where preprocessing keeps the columns. */
function withoutScalers(fed: (side: 'a' | 'b', scaler: null) => Samples): NonNullable<Fed['without']> {
  try {
    return { a: fed('a', null), b: fed('b', null) };
  } catch (error) {
    if (error instanceof ReadError) return { because: error.message };
    throw error;
  }
}
