import { type KerasVersion, readOptions } from '../../keras/index.ts';
import type { Json, JsonObject } from '../../model/index.ts';
import { type CallMode, type Mode, PREDICTING } from '../mode/Mode.ts';
import { Noise } from '../mode/Noise.ts';
import { operationOf } from '../operations/registry.ts';
import { halfOf } from '../precision/HalfType.ts';
import { asHalf, commonHalf, Precision } from '../precision/Precision.ts';
import { RunStop } from '../RunStop.ts';
import { constantOf, type Resolved, type Value, valuesIn } from '../Value.ts';
import { heldIn } from '../wholes/heldIn.ts';
import { wholeOfLayer } from '../wholes/ofLayer.ts';
import { callModel } from './callModel.ts';
import type { CallSite, InnerLayer, KernelCall } from './Kernel.ts';
import { kernelOf } from './registry.ts';

const MODELS = new Set(['Functional', 'Sequential', 'Model']);
const OPERATIONS = new Set(['TFOpLambda', 'SlicingOpLambda']);

/** Policies whose layers are computed here in float32, as closely as that goes. */
const POLICIES = new Set([
  ...['float32', 'float64', 'float16', 'bfloat16', 'mixed_float16', 'mixed_bfloat16'],
  ...['int8', 'int16', 'int32', 'int64', 'uint8', 'bool', '_infer'],
]);

/** Computes one call of one layer, operator or nested model. Throws `RunStop` with the reason when it cannot. */
export function callLayer(
  layer: InnerLayer,
  site: CallSite,
  args: readonly Resolved[],
  kwargs: Readonly<Record<string, Resolved>>,
): readonly Value[] {
  if (MODELS.has(layer.className)) return callModel(layer, site, args, kwargs, callLayer);
  if (
    layer.kind === 'operation' ||
    layer.module?.includes('.ops.') === true ||
    OPERATIONS.has(layer.className)
  )
    return callOperation(layer, site, args, kwargs);
  const kernel = kernelOf(layer.className);
  if (layer.className === 'Lambda') throw new RunStop('It holds Python code, which is never run.');
  if (kernel === null) throw new RunStop(`Layers of class ${layer.className} cannot be run here.`);
  const options = checkedOptions(layer, site.version);
  const precision = new Precision(layer.className, options.dtype);
  return kernel(makeCall(layer, options, site, args, kwargs)).map((made) => {
    const value = precision.output(made);
    if (value.tensor.dtype !== 'int32') return value;
    return heldIn(value, made.whole ?? wholeOfLayer(layer.className, options, args, kwargs));
  });
}

/** An operator computes in what its tensors have in common, unless it is told a type. */
function callOperation(
  layer: InnerLayer,
  site: CallSite,
  args: readonly Resolved[],
  kwargs: Readonly<Record<string, Resolved>>,
): readonly Value[] {
  const values = operationOf(layer)(makeCall(layer, layer.config, site, args, kwargs));
  const told = kwargs.dtype === undefined ? undefined : constantOf(kwargs.dtype);
  // What tf.keras records has a layer's policy of its own, which no operation follows.
  const stated = told ?? (OPERATIONS.has(layer.className) ? null : layer.config.dtype);
  const half =
    typeof stated === 'string'
      ? halfOf(stated)
      : commonHalf([...args, ...Object.values(kwargs)].flatMap(valuesIn));
  return half === null ? values : values.map((value) => asHalf(value, half));
}

function makeCall(
  layer: InnerLayer,
  options: JsonObject,
  site: CallSite,
  args: readonly Resolved[],
  kwargs: Readonly<Record<string, Resolved>>,
): KernelCall {
  const precision = new Precision(layer.className, options.dtype);
  const mode = modeWithin(layer.className, site);
  const noise = site.noise ?? new Noise(0, '');
  const inherited = { ...site, mode, noise };
  return {
    className: layer.className,
    options,
    version: site.version,
    args: args.map((argument) => precision.argument(argument)),
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([key, it]) => [key, precision.argument(it)])),
    weights: site.weights.seenThrough(precision.roundVariable),
    precision,
    mode,
    classes: site.classes ?? NO_CLASSES,
    noise,
    inner: (inner, path, innerArgs, innerKwargs = {}, weights = site.weights.below(path)) =>
      callLayer(inner, { ...inherited, weights }, innerArgs, innerKwargs),
    inside: (inner) => makeCall(inner, checkedOptions(inner, site.version), inherited, args, kwargs),
  };
}

const NO_CLASSES: ReadonlyMap<string, Mode> = new Map();

/** The mode that a class is given by name, unless the place of the call already decides. */
function modeWithin(className: string, { mode = PREDICTING, classes }: CallSite): CallMode {
  const named = mode.forced ? undefined : classes?.get(className);
  return named === undefined ? mode : { mode: named, forced: true };
}

/** Options in their one form; refuses what the catalogue does not know. */
function checkedOptions(layer: InnerLayer, version: KerasVersion | null): JsonObject {
  const { options, unknownOptions } = readOptions(layer.className, layer.config, version);
  const unknown = unknownOptions.find((key) => layer.config[key] !== null);
  if (unknown !== undefined)
    throw new RunStop(
      `Its option ${unknown} = ${JSON.stringify(layer.config[unknown])} is not known for ${layer.className}.`,
    );
  checkPolicy(options.dtype ?? null);
  if ((options.quantization_config ?? null) !== null)
    throw new RunStop('It is quantised, which is not supported.');
  return options;
}

function checkPolicy(dtype: Json): void {
  if (dtype === null || (typeof dtype === 'string' && POLICIES.has(dtype))) return;
  throw new RunStop(`Its dtype policy ${JSON.stringify(dtype)} is not supported.`);
}
