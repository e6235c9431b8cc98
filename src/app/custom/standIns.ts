import type { LayerRow } from '../../diff/index.ts';
import type { Report } from '../../report/index.ts';

/** Whether no file holds a layer's code: the user can supply it, or treat the layer as identity. */
export function isForeignRow({ kind, className }: Pick<LayerRow, 'kind' | 'className'>): boolean {
  return kind === 'custom' || className === 'Lambda';
}

/** A layer under both its names: the two sides may call it differently. */
export function bothNames(report: Report, layer: string): string[] {
  const row = report.layers.find(({ a, b }) => a === layer || b === layer);
  const names = [row?.a, row?.b].filter((name): name is string => name != null);
  return names.length > 0 ? [...new Set(names)] : [layer];
}
