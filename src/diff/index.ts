/** What differs inside a pair: options, shapes, values. It measures; causes are named in `diagnose`. */
export type { ConfigDifference, Relevance } from './ConfigDifference.ts';
export { equalBytes } from './equalBytes.ts';
export { findMoves } from './findMoves.ts';
export { digestTensor, hashTensor } from './hashTensor.ts';
export type { Heat } from './heat.ts';
export type { LayerRow, LayerVerdict } from './LayerRow.ts';
export { detailOf, layerRows } from './layerRows.ts';
export { type Statistics, StatisticsSum } from './Statistics.ts';
export type { ValueSummary } from './summarizeValues.ts';
export type { Histogram, Transform, VariableRow, VariableStatus } from './VariableRow.ts';
export { tensorDetail, type VariableDetail, variableDetail } from './variableDetail.ts';
export { CLOSE, indexOf, type Models, variableRows, type Watch } from './variableRows.ts';
export { type ComparedTexts, vocabularyDifferences } from './vocabularyDifferences.ts';
export { alwaysTraining } from './withHeardFreezing.ts';
export { withHistograms } from './withHistograms.ts';
