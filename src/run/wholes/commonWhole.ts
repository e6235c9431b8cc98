import { RunStop } from '../RunStop.ts';
import { bitsOf, isUnsigned, type WholeType } from './WholeType.ts';

/**
 * The type in which whole numbers of several types meet (`keras/src/backend/common/dtypes.py`); `undefined` is one of the signed
 * types of 32 or 64 bits. Refuses what meets in floats, for the run would go on in whole numbers.
 */
export function commonWhole(types: readonly (WholeType | undefined)[]): WholeType | undefined {
  const known = types.map((type) => type ?? 'int32');
  if (types.every((type) => type === undefined)) return undefined;
  const widest = (unsigned: boolean) =>
    Math.max(0, ...known.filter((type) => isUnsigned(type) === unsigned).map(bitsOf));
  const [signed, unsigned] = [widest(false), widest(true)];
  if (signed === 0) return `uint${unsigned}` as WholeType;
  if (unsigned === 64)
    throw new RunStop('It brings uint64 and signed whole numbers together, which Keras makes floats of.');
  return `int${Math.min(64, Math.max(signed, 2 * unsigned))}` as WholeType;
}

/** The type of a sum in Keras 3: at least 32 bits, with a sign as before (`keras/src/backend/tensorflow/numpy.py`, `sum`). */
export function summedWhole(type: WholeType | undefined): WholeType | undefined {
  if (type === undefined || bitsOf(type) >= 32) return type;
  return isUnsigned(type) ? 'uint32' : 'int32';
}
