import { measure, relativeOf } from '../compare/figures.ts';
import { NOISE_FACTOR } from '../compare/judge.ts';
import { type HostValue, isText } from '../hostTensor.ts';
import type { TfjsGap } from './TfjsRun.ts';

/**
 * Two engines add up in other orders, layer after layer. Our kernels are held to Keras within 1e-5 of the largest value,
 * so nothing below that is laid to TensorFlow.js.
 */
const LOWEST = 1e-5;

/** How far TensorFlow.js' tensors of one call are from Keras'; the worst of them. `floor` is the measured noise there. */
export function gapOf(keras: readonly HostValue[], tfjs: readonly HostValue[], floor = 0): TfjsGap {
  const allowed = Math.max(LOWEST, NOISE_FACTOR * floor);
  const gaps = keras.map((mine, i) => pairGap(mine, tfjs[i], allowed));
  return gaps.reduce((worst, it) => (it.relative > worst.relative ? it : worst));
}

function pairGap(keras: HostValue, tfjs: HostValue | undefined, allowed: number): TfjsGap {
  const shapes = { shape: keras.shape, shapeTfjs: tfjs?.shape ?? [] };
  if (!tfjs || keras.shape.join() !== tfjs.shape.join())
    return { maxAbs: 0, relative: 1, allowed, ...shapes, at: null };
  const figures = measure(keras.values, tfjs.values);
  return {
    maxAbs: figures.maxAbs,
    relative: relativeOf(figures),
    allowed,
    ...shapes,
    at: worstAt(keras, tfjs),
  };
}

function worstAt(keras: HostValue, tfjs: HostValue): TfjsGap['at'] {
  const [a, b] = [keras.values, tfjs.values];
  if (isText(a) || isText(b) || a.length === 0) return null;
  let worst = 0;
  for (let i = 1; i < a.length; i++)
    if (Math.abs(Number(a[i]) - Number(b[i])) > Math.abs(Number(a[worst]) - Number(b[worst]))) worst = i;
  return { keras: Number(a[worst]), tfjs: Number(b[worst]) };
}
