import * as tf from '@tensorflow/tfjs-core';
import { toBool } from '../ops/elementary.ts';
import { RunStop } from '../RunStop.ts';
import { refuseBeyond } from '../wholes/heldIn.ts';
import { wholeTypeNamed } from '../wholes/WholeType.ts';
import { type NumberType, toHost } from './HostArray.ts';

/**
 * Which type here stands for a type of Keras: 16-bit floats are rounded by the caller, float64 is computed in float32, and
 * whole numbers in int32 as long as their own type and 32 bits hold them.
 */
const TYPES: Readonly<Record<string, NumberType>> = {
  float16: 'float32',
  bfloat16: 'float32',
  float32: 'float32',
  float64: 'float32',
  bool: 'bool',
};

/** The type here that stands for one of Keras, `null` for those that are not followed. */
export function typeNamed(name: string): NumberType | null {
  if (wholeTypeNamed(name) !== null) return 'int32';
  return Object.hasOwn(TYPES, name) ? (TYPES[name] ?? null) : null;
}

const LIMIT = 2 ** 31;

/** A cast by Keras' name of the type. Fractions are cut off towards 0; a number that the type does not hold is refused. */
export function castTo(x: tf.Tensor, name: string): tf.Tensor {
  const cast = castHere(x, name);
  const whole = wholeTypeNamed(name);
  if (whole !== null) refuseBeyond(cast, whole);
  return cast;
}

function castHere(x: tf.Tensor, name: string): tf.Tensor {
  const type = typeNamed(name);
  if (type === null) throw new RunStop(`A cast to ${name} is not supported.`);
  if (type === x.dtype) return x;
  if (type === 'bool') return toBool(x);
  if (type === 'int32' && x.dtype === 'float32') {
    const { values } = toHost(x);
    if (Array.prototype.some.call(values, (value: number) => !(value > -LIMIT - 1 && value < LIMIT)))
      throw new RunStop(`It casts a value to ${name} that has no place in 32 bits.`);
  }
  return tf.cast(x, type);
}
