import { isFloat, isStreamed, type OpenModel, type Variable } from '../model/index.ts';
import type { LargeWeights } from '../run/index.ts';

/** From this size on a matrix is not read whole where that can be avoided: 32 MiB. */
const LARGE = 2 ** 25;

/** The matrices among some variables that are large and lie in the file so that rows of them can be read. */
export function largeWeights(
  { tensors }: OpenModel,
  variables: readonly Variable[],
  from = LARGE,
): LargeWeights {
  const large = variables.filter(
    ({ byteLength, shape, dtype, storage }) =>
      byteLength > from && shape.length === 2 && isFloat(dtype) && isStreamed(storage),
  );
  return Object.fromEntries(
    large.map((variable) => {
      const { role, shape, dtype, byteLength } = variable;
      const [height = 1, width = 1] = shape;
      const row = byteLength / height;
      const rows = async (first: number, end: number) => ({
        dtype,
        shape: [end - first, width],
        bytes: await tensors.readRange(variable, first * row, (end - first) * row),
      });
      return [role, { shape, rows }] as const;
    }),
  );
}
