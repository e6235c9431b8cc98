import { type Rounding, type Shape, sizeOf, type Variable } from '../model/index.ts';
import type { Tolerance } from './transforms.ts';

/** What float32 adds to half a step. */
const SLACK = 1 + 1e-3;

/**
 * How far elements may be apart that were rounded to whole numbers on one side, or on both: half a step of each, the step of
 * their own channel. `null` where neither side says that it was; the rounding of TensorFlow.js has a rule of its own.
 */
export function roundingTolerance(a: Variable, b: Variable): Tolerance | null {
  const [stepA, stepB] = [stepsOf(a.rounded, a.shape), stepsOf(b.rounded, b.shape)];
  if (stepA === null && stepB === null) return null;
  return (i, j) => (((stepA?.(i) ?? 0) + (stepB?.(j) ?? 0)) / 2) * SLACK;
}

function stepsOf(rounded: Rounding | undefined, shape: Shape): ((at: number) => number) | null {
  if (!rounded?.to.startsWith('int')) return null;
  const { step, steps } = rounded;
  if (!steps) return () => step;
  const inner = sizeOf(shape.slice(steps.axis + 1));
  return (at) => steps.sizes[Math.floor(at / inner) % steps.sizes.length] as number;
}
