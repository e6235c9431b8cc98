import { isArray, isObject, type Json, type JsonObject, ReadError, type Shape } from '../../model/index.ts';

/** Types that TensorFlow.js decodes (tfjs-core `io/io_utils.ts`, `decodeWeight`), complex64 left out. */
export type WeightDType = 'float32' | 'int32' | 'bool' | 'string';

/** How a tensor was made smaller: `value = stored · scale + min`; half floats have neither. */
export type Quantization =
  | { readonly dtype: 'float16' }
  | { readonly dtype: 'uint8' | 'uint16'; readonly scale: number; readonly min: number };

/** An entry of a manifest. */
export interface WeightEntry {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: WeightDType;
  readonly quantization: Quantization | null;
  readonly optimizer: boolean;
}

/** Tensors that follow one another, without gaps, in the files of `paths` laid end to end. */
export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightEntry[];
}

const MAX_TENSORS = 1_000_000;
const MAX_FILES = 100_000;
const MAX_RANK = 32;
const MAX_ELEMENTS = 2 ** 40;

/** Reads `weightsManifest`. Throws `ReadError` for what is no manifest, `unsupported-feature` for types that are not decoded. */
export function readManifest(value: Json | undefined): WeightGroup[] {
  if (!isArray(value)) {
    throw new ReadError(
      'missing-part',
      'model.json has no weightsManifest, so it does not say where its weights lie. Open the model.json that was saved together with the .bin files.',
      'weightsManifest',
    );
  }
  const groups = value.map((group, i) => readGroup(group, `weightsManifest[${i}]`));
  check(groups.reduce((sum, { weights }) => sum + weights.length, 0) <= MAX_TENSORS, 'tensors', MAX_TENSORS);
  checkNames(groups);
  check(groups.reduce((sum, { paths }) => sum + paths.length, 0) <= MAX_FILES, 'files', MAX_FILES);
  return groups;
}

function checkNames(groups: readonly WeightGroup[]): void {
  const seen = new Set<string>();
  for (const { name } of groups.flatMap(({ weights }) => weights)) {
    if (seen.has(name))
      throw corrupt(
        `The manifest lists two weights named \`${name}\`. Which one belongs to the layer is unknown.`,
        'weightsManifest',
      );
    seen.add(name);
  }
}

function check(fits: boolean, what: string, most: number): void {
  if (!fits)
    throw new ReadError(
      'too-large',
      `The manifest lists more than ${most.toLocaleString('en')} ${what}.`,
      'weightsManifest',
    );
}

function readGroup(group: Json, where: string): WeightGroup {
  if (!isObject(group) || !isArray(group.paths) || !isArray(group.weights))
    throw corrupt('A group of the manifest needs a list of paths and a list of weights.', where);
  const paths = group.paths.map((path) => {
    if (typeof path !== 'string' || path === '') throw corrupt('A path of the manifest is no text.', where);
    return path;
  });
  return { paths, weights: group.weights.map((entry, i) => readEntry(entry, `${where}.weights[${i}]`)) };
}

function readEntry(entry: Json, where: string): WeightEntry {
  if (!isObject(entry) || typeof entry.name !== 'string')
    throw corrupt('A weight of the manifest has no name.', where);
  const dtype = readDtype(entry, where);
  return {
    name: entry.name,
    shape: readShape(entry.shape, where),
    dtype,
    quantization:
      entry.quantization === undefined ? null : readQuantization(entry.quantization, dtype, where),
    optimizer: entry.group === 'optimizer',
  };
}

const DTYPES: ReadonlySet<string> = new Set<WeightDType>(['float32', 'int32', 'bool', 'string']);

function readDtype({ name, dtype }: JsonObject, where: string): WeightDType {
  if (typeof dtype === 'string' && DTYPES.has(dtype)) return dtype as WeightDType;
  throw new ReadError(
    'unsupported-feature',
    `\`${String(name)}\` has values of type ${JSON.stringify(dtype ?? null)}. Expected ${[...DTYPES].join(', ')}, which are what TensorFlow.js loads here.`,
    where,
  );
}

function readShape(shape: Json | undefined, where: string): Shape {
  const isAxis = (axis: Json): axis is number =>
    typeof axis === 'number' && Number.isInteger(axis) && axis >= 0 && axis < 2 ** 31;
  if (!isArray(shape) || shape.length > MAX_RANK || !shape.every(isAxis))
    throw corrupt(
      `The shape of a weight is ${JSON.stringify(shape ?? null)}, which is no list of sizes.`,
      where,
    );
  const elements = shape.reduce((product: number, axis) => product * (axis as number), 1);
  if (elements > MAX_ELEMENTS) throw corrupt('The shape of a weight is larger than any file.', where);
  return shape as Shape;
}

function readQuantization(value: Json, dtype: WeightDType, where: string): Quantization {
  const { dtype: stored, scale, min } = isObject(value) ? value : {};
  if (stored === 'float16' && dtype === 'float32') return { dtype: stored };
  const isAffine = (stored === 'uint8' || stored === 'uint16') && (dtype === 'float32' || dtype === 'int32');
  if (!isAffine)
    throw new ReadError(
      'unsupported-feature',
      `A weight of type ${dtype} is quantised as ${JSON.stringify(stored ?? null)}. Expected uint8 or uint16 (of float32 or int32), or float16 (of float32).`,
      where,
    );
  if (
    typeof scale !== 'number' ||
    typeof min !== 'number' ||
    !Number.isFinite(scale) ||
    !Number.isFinite(min)
  )
    throw corrupt('A quantised weight has no min and scale, so its values cannot be expanded.', where);
  return { dtype: stored, scale, min };
}

const corrupt = (message: string, where: string): ReadError => new ReadError('corrupt', message, where);
