import type { LayerId, VariableId } from '../model/index.ts';
import type { Modes } from '../run/index.ts';

/** Something that may be undone: in B weights take A's values and layers A's options, and either side may run in other modes. */
export interface Suspect {
  readonly id: string;
  readonly weights: readonly { readonly a: VariableId; readonly b: VariableId }[];
  readonly options: readonly { readonly a: LayerId; readonly b: LayerId }[];
  /** Whether B must compute the formulas of A's version of Keras. */
  readonly version: boolean;
  /** The modes in which a side runs in place of its own. */
  readonly modes?: { readonly a?: Modes; readonly b?: Modes };
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
