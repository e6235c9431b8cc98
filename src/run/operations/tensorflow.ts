import type { InnerLayer, Kernel, KernelCall } from '../kernels/Kernel.ts';
import { RunStop } from '../RunStop.ts';
import type { Resolved } from '../Value.ts';
import { toKernel } from './Operation.ts';
import type { TensorflowFunction } from './TensorflowFunction.ts';
import { takeItem } from './takeItem.ts';
import { TENSORFLOW_IMAGES } from './tensorflowImages.ts';
import { TENSORFLOW_MATH } from './tensorflowMath.ts';
import { TENSORFLOW_MATRICES } from './tensorflowMatrices.ts';
import { TENSORFLOW_NN } from './tensorflowNn.ts';
import { TENSORFLOW_ORDER } from './tensorflowOrder.ts';
import { TENSORFLOW_STRUCTURE } from './tensorflowStructure.ts';

const FUNCTIONS: Readonly<Record<string, TensorflowFunction>> = {
  ...TENSORFLOW_IMAGES,
  ...TENSORFLOW_MATH,
  ...TENSORFLOW_MATRICES,
  ...TENSORFLOW_NN,
  ...TENSORFLOW_ORDER,
  ...TENSORFLOW_STRUCTURE,
  '__operators__.getitem': {
    operation: { parameters: ['x', 'key'], compute: (call) => takeItem(call.tensor('x'), call.raw('key')) },
    parameters: 'tensor=x slice_spec=key var=-',
  },
};

/** Names for people, and hints that change no value of a real tensor. */
const SILENT = new Set([
  'name',
  'conjugate',
  'validate_indices',
  'use_cudnn_on_gpu',
  'validate_shape',
  'layout',
]);

const isNone = (value: Resolved): boolean => value.kind === 'constant' && value.value === null;
const saysNothing = (value: Resolved): boolean =>
  value.kind === 'constant' && (value.value === null || value.value === false || value.value === 0);

/** The kernel of a node that tf.keras recorded from a function of TensorFlow. */
export function tensorflowKernel(layer: InnerLayer): Kernel {
  const name =
    layer.className === 'SlicingOpLambda' ? '__operators__.getitem' : String(layer.config.function);
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (found === undefined) throw new RunStop(`The function tf.${name} cannot be run here.`);
  const kernel = toKernel(found.operation, false);
  const pairs = found.parameters.split(' ').map((entry) => entry.split('=') as [string, string?]);
  if (pairs[0]?.[0] === '*') return kernel;
  return (call) => kernel({ ...call, args: [], kwargs: renamed(call, pairs) });
}

/** Arguments under our names; None means what it means to leave one out. */
function renamed(call: KernelCall, pairs: readonly [string, string?][]): Record<string, Resolved> {
  const given = new Map<string, Resolved>();
  call.args.forEach((value, i) => {
    const theirs = pairs[i]?.[0];
    if (theirs === undefined) throw new RunStop(`It is called with ${call.args.length} arguments.`);
    given.set(theirs, value);
  });
  for (const [name, value] of Object.entries(call.kwargs)) given.set(name, value);
  const kwargs: Record<string, Resolved> = {};
  for (const [theirs, value] of given) {
    if (SILENT.has(theirs) || isNone(value)) continue;
    const pair = pairs.find(([name]) => name === theirs);
    const ours = pair?.[1] ?? theirs;
    if (pair !== undefined && ours !== '-') kwargs[ours] = value;
    else if (!saysNothing(value)) throw new RunStop(`Its argument ${theirs} is not supported.`);
  }
  return kwargs;
}
