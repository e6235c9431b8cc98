/** The order of the steps, from files to a report, with progress and cancel. It decides nothing itself. */

export type { ValueSummary, VariableDetail } from '../diff/index.ts';
export type {
  ActivationDetail,
  CompareOptions,
  HostFile,
  Listener,
  OpenedSlot,
  Pipeline,
  Progress,
  Result,
  Slot,
} from './Pipeline.ts';
