import type { InnerLayer, Kernel, KernelCall } from '../kernels/Kernel.ts';
import { RunStop } from '../RunStop.ts';
import { einsumKernel } from './linear.ts';
import { toKernel } from './Operation.ts';
import { kerasOperator, tensorflowFunction } from './tensorflow.ts';

/** The kernel of an operator node: `keras.ops` by class, `TFOpLambda` by the function it names. */
export function operationOf(layer: InnerLayer): Kernel {
  if (layer.className === 'TFOpLambda' || layer.className === 'SlicingOpLambda')
    return tensorflowKernel(layer);
  if (layer.className === 'Einsum') return einsumKernel;
  const operation = kerasOperator(layer.className);
  if (operation === null) throw new RunStop(`The operation ${layer.className} cannot be run here.`);
  return toKernel(operation, true);
}

/** Brings TensorFlow's parameter names to those of the operator. */
function tensorflowKernel(layer: InnerLayer): Kernel {
  const name = String(layer.config.function);
  const found = tensorflowFunction(name);
  if (found === null) throw new RunStop(`The function tf.${name} cannot be run here.`);
  const { operation, parameters } = found;
  const kernel = toKernel(operation, false);
  const own = new Map(parameters.map((parameter, i) => [parameter, operation.parameters[i] ?? parameter]));
  return (call: KernelCall) => {
    const kwargs = Object.entries(call.kwargs).map(
      ([key, value]) => [own.get(key) ?? `tf.${key}`, value] as const,
    );
    // A name is for people, and no tensor here is complex.
    const kept = kwargs.filter(([key]) => key !== 'tf.name' && key !== 'tf.conjugate');
    return kernel({ ...call, kwargs: Object.fromEntries(kept) });
  };
}
