import { readOptions } from '../../keras/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';

/** Half a unit in the last place of each 16-bit type, relative: what one rounding may change. */
const ROUNDING: Readonly<Record<string, number>> = { float16: 2 ** -11, bfloat16: 2 ** -8 };

/**
 * What may separate recorded predictions of a model with 16-bit policies from ours, relative: we round where Keras casts,
 * but processors add up 16-bit numbers in ways of their own. 0 when all layers are float32.
 */
export function policyFloor({ layers, version }: RunnableModel): number {
  const floors = layers.map(({ className, config, kind }) => {
    if (kind !== 'layer') return 0;
    const policy = String(readOptions(className, config, version).options.dtype ?? '').replace(/^mixed_/, '');
    return ROUNDING[policy] ?? 0;
  });
  return Math.max(0, ...floors);
}
