import type { LayerId, VariableId } from '../model/index.ts';

/** Something that may be undone in B: weights that take A's values, layers that take A's options. */
export interface Suspect {
  readonly id: string;
  readonly weights: readonly { readonly a: VariableId; readonly b: VariableId }[];
  readonly options: readonly { readonly a: LayerId; readonly b: LayerId }[];
  /** Whether B must compute the formulas of A's version of Keras. */
  readonly version: boolean;
}

/** What undoing a suspect did to the gap: largest |Δ| over all outputs. */
export interface Replay {
  readonly id: string;
  readonly before: number;
  readonly after: number;
  /** Up to here a gap is noise. */
  readonly floor: number;
  readonly samples: readonly { readonly index: number; readonly before: number; readonly after: number }[];
}

/** Whether undoing the suspect leaves nothing but noise, on every sample. */
export function closesTheGap({ after, floor }: Replay): boolean {
  return after <= floor;
}

/** The part of the gap that undoing the suspect removes, 0…1. */
export function shareOf(replay: Replay): number {
  if (closesTheGap(replay)) return 1;
  return replay.before === 0 ? 0 : Math.min(1, Math.max(0, 1 - replay.after / replay.before));
}
