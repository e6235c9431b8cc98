import type { Report } from '../../report/index.ts';
import type { GridRow } from './gridRows.ts';

/** Values of A's layer in row `from` that are found in B's layer in row `to`. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** Where values moved between layers, once per pair of rows. */
export function movesOf(report: Report, rows: readonly GridRow[]): Move[] {
  const layerOfVariable = new Map(report.variables.map((variable) => [variable.a, variable.layerA]));
  const rowOfLayer = new Map(rows.map((row) => [row.layer.a, row.index]));
  const sourceRow = (variable: string | undefined): number | undefined => {
    const layer = variable === undefined ? null : (layerOfVariable.get(variable) ?? null);
    return layer === null ? undefined : rowOfLayer.get(layer);
  };
  const moves = new Map<string, Move>();
  for (const row of rows) {
    for (const { movedFrom } of row.block ? [] : row.variables) {
      const from = sourceRow(movedFrom);
      if (from !== undefined && from !== row.index)
        moves.set(`${from}>${row.index}`, { from, to: row.index });
    }
  }
  return [...moves.values()];
}
