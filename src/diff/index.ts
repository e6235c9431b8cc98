/** What differs inside a pair: options, shapes, values. It measures; causes are named in `diagnose`. */
export type { ConfigDifference, Relevance } from './ConfigDifference.ts';
export type { LayerRow, LayerVerdict } from './LayerRow.ts';
export type { Histogram, Transform, VariableRow, VariableStatus } from './VariableRow.ts';
