import type { Tensor } from '@tensorflow/tfjs-core';
import { isObject } from '../../model/index.ts';
import { activationOf } from '../ops/activations.ts';
import { halfActivationOf } from '../precision/halfActivations.ts';
import { RunStop } from '../RunStop.ts';
import type { KernelCall } from './Kernel.ts';

/** Applies the activation that an option names: a function's name, or a whole layer. */
export function activate(call: KernelCall, x: Tensor, key = 'activation'): Tensor {
  const option = call.options[key];
  if (typeof option === 'string') {
    const half = halfActivationOf(option, call.precision, call.version?.generation);
    return (half ?? activationOf(option, call.version))(x);
  }
  if (!isObject(option) || typeof option.class_name !== 'string')
    throw new RunStop(`Its option ${key} = ${JSON.stringify(option)} is not supported.`);
  const config = option.config;
  const layer = { className: option.class_name, module: null, config: isObject(config) ? config : {} };
  const [value] = call.inner(layer, key, [{ kind: 'value', value: { tensor: x, mask: null } }]);
  if (value === undefined) throw new RunStop(`Its activation layer gives no output.`);
  return value.tensor;
}
