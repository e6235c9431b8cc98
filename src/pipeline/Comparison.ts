import type { OpenModel } from '../model/index.ts';
import type { Report } from '../report/index.ts';
import type { ActivationDetail } from './Pipeline.ts';

/** A finished comparison: the report, and the models for questions about single values. */
export interface Comparison {
  readonly report: Report;
  readonly a: OpenModel;
  readonly b: OpenModel | null;
  /** One layer's outputs for one sample; `null` when nothing ran. `row` counts `runs[0].layers`. */
  readonly activation: ((row: number, sample: number) => Promise<ActivationDetail>) | null;
}
