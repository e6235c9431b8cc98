import { readOptions } from '../../keras/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';

/** Half a unit in the last place of each 16-bit type, relative: what one rounding may change. */
const ROUNDING: Readonly<Record<string, number>> = { float16: 2 ** -11, bfloat16: 2 ** -8 };

/**
 * What may separate recorded predictions of a model with 16-bit policies from ours, relative: we round where Keras casts,
 * but processors add up 16-bit numbers in ways of their own. 0 when all layers are float32.
 */
export function policyFloor({ layers, version, operations }: RunnableModel): number {
  const floors = layers.map(({ className, config, kind }) => {
    if (kind !== 'layer') return 0;
    const policy = String(readOptions(className, config, version).options.dtype ?? '').replace(/^mixed_/, '');
    return ROUNDING[policy] ?? 0;
  });
  return Math.max(0, ...floors, operationsFloor(operations));
}

/**
 * What separates a TensorFlow graph of 16-bit types from itself where it is computed in single precision, as here, relative.
 * 0 for other models.
 */
function operationsFloor(operations: RunnableModel['operations']): number {
  let floor = 0;
  for (const { nodes } of operations?.values() ?? [])
    for (const { attrs } of nodes)
      for (const attr of attrs.values())
        if (attr.kind === 'type') floor = Math.max(floor, ROUNDING[attr.value] ?? 0);
  return floor;
}

/**
 * What one model rounds to 16 bits and the other does not, relative: only one of the two is a graph of such types, or takes
 * inputs of such a type, which are rounded before they come in.
 */
export function unevenFloor(a: RunnableModel, b: RunnableModel): number {
  const [ofA, ofB] = [operationsFloor(a.operations), operationsFloor(b.operations)];
  return ofA === ofB && takesRounded(a) === takesRounded(b) ? 0 : Math.max(ofA, ofB);
}

const takesRounded = ({ graph }: RunnableModel): boolean =>
  graph.inputs.some(({ dtype }) => dtype in ROUNDING);
