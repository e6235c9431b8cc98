import { DTYPE_BYTES, isStreamed, sizeOf, type Tensor, toFloat64 } from '../model/index.ts';
import type { Held } from './compareValues.ts';
import { transformOf } from './transforms.ts';

/** Elements that are looked at first. */
const HEAD = 512;

/**
 * Whether A's elements may have become B's one by one, by rounding or by a factor: told from the first few, because what
 * holds for all holds for them. False only when it is certain.
 */
export async function mayBeElementwise(a: Held, b: Held): Promise<boolean> {
  if (sizeOf(a.variable.shape) <= HEAD) return true;
  const [x, y] = [await head(a), await head(b)];
  const values = toFloat64(x);
  const isConstant = values?.every((value) => value === values[0]) ?? true;
  return isConstant || transformOf(x, y) !== null;
}

/** The first elements as a column: nothing but its rows can change places. */
async function head({ model, variable }: Held): Promise<Tensor> {
  const { dtype } = variable;
  const length = HEAD * DTYPE_BYTES[dtype];
  const bytes = isStreamed(variable.storage)
    ? await model.tensors.readRange(variable, 0, length)
    : (await model.tensors.read(variable)).bytes;
  return { dtype, shape: [HEAD, 1], bytes: bytes.slice(0, length) };
}
