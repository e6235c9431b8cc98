import type { VariableRow } from '../../diff/index.ts';
import { aVariable } from '../../report/testing.ts';

export {
  aLayer as layer,
  aReport as report,
  aRun as run,
  aRunRow as ran,
  aSummary as summary,
} from '../../report/testing.ts';

/** A variable's row: the same bytes on both sides. */
export function variable(
  id: string,
  shape: readonly number[],
  change: Partial<VariableRow> = {},
): VariableRow {
  const cut = id.lastIndexOf('/');
  return aVariable(id.slice(0, cut), id.slice(cut + 1), { shape, shapeB: shape, ...change });
}
