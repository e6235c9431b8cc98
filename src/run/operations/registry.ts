import type { InnerLayer, Kernel } from '../kernels/Kernel.ts';
import { RunStop } from '../RunStop.ts';
import { KERAS, REFUSED } from './keras.ts';
import { type Operation, toKernel } from './Operation.ts';
import { tensorflowKernel } from './tensorflow.ts';
import { tensorflowNodeKernel } from './tensorflowNode.ts';

/** What tf.keras records besides functions: only ragged and sparse tensors have such things. */
const OBJECTS: Readonly<Record<string, string>> = {
  ClassMethod: 'It calls a method of a class',
  InstanceMethod: 'It calls a method',
  InstanceProperty: 'It reads a property',
};

/** The kernel of an operator node: `keras.ops` by module and class, `TFOpLambda` by the function it names. */
export function operationOf(layer: InnerLayer): Kernel {
  if (layer.className === 'TFOpLambda' || layer.className === 'SlicingOpLambda')
    return tensorflowKernel(layer);
  if (layer.className === 'TensorFlowOpLayer') return tensorflowNodeKernel(layer);
  const what = OBJECTS[layer.className];
  if (what !== undefined && Object.hasOwn(OBJECTS, layer.className))
    throw new RunStop(`${what} of a tensor, which is not followed here.`);
  return toKernel(kerasOperator(layer.className, layer.module), true);
}

/**
 * An operator by the last word of its module and its class: `keras.src.ops.numpy` and `Add`. Between versions operators
 * moved from one file to another, and legacy files name no module; no class name means two operators.
 */
function kerasOperator(className: string, module: string | null): Operation {
  const family = module === null ? null : (module.split('.').at(-1) ?? '');
  if (family !== null && !Object.hasOwn(KERAS, family))
    throw new RunStop(`The operation ${className} of ${module} is not one of Keras.`);
  const own = family === null ? [] : [KERAS[family] ?? {}];
  const found = [...own, ...Object.values(KERAS)].find((table) => Object.hasOwn(table, className));
  const operation = found?.[className];
  if (operation !== undefined) return operation;
  const why = Object.hasOwn(REFUSED, className) ? REFUSED[className] : undefined;
  throw new RunStop(`The operation ${className} cannot be run here${why === undefined ? '' : `: ${why}`}.`);
}
