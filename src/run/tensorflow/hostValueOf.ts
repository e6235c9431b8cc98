import { type Tensor, toFloat64 } from '../../model/index.ts';
import type { HostValue } from '../hostTensor.ts';

/** An answer as the values that it was downloaded as. */
export function hostValueOf(tensor: Tensor): HostValue {
  const { dtype, shape, strings } = tensor;
  if (dtype === 'string') return { dtype, shape, values: strings ?? [] };
  return { dtype: 'float32', shape, values: Float32Array.from(toFloat64(tensor) ?? []) };
}
