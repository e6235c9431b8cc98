/** What scikit-learn preprocessing does to raw samples: fitted scalers, encoders and pipelines of them, computed in the type that scikit-learn computes in. */
export { type Preprocessing, readPreprocessing } from './readPreprocessing.ts';
export { type Column, isNumeric, type Table } from './Table.ts';
export type { Domain, Transform } from './Transform.ts';
export { drawTable, tableOf, tableOfColumns, tensorOf } from './tables.ts';
