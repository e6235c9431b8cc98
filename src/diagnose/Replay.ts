import type { LayerId, VariableId } from '../model/index.ts';
import type { Modes } from '../run/index.ts';

/** Something that may be undone: in B weights take A's values and layers A's options or inputs, and either side may run in other modes. */
export interface Suspect {
  readonly id: string;
  readonly weights: readonly { readonly a: VariableId; readonly b: VariableId }[];
  /** Layers of B that take an option of A's, by the way to it in their config (`layer.units`); `null`: class and all options. */
  readonly options: readonly { readonly a: LayerId; readonly b: LayerId; readonly key: string | null }[];
  /** Layers of B that are called as A calls its own: with the same inputs and arguments. */
  readonly calls?: readonly { readonly a: LayerId; readonly b: LayerId }[];
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
  /** Where no suspect closes the gap by itself: the smallest set that does, if this one belongs to it. */
  readonly together?: {
    /** How many suspects the set has. */
    readonly count: number;
    /** What is left when the whole set is undone. */
    readonly after: number;
    /** What is left when all of the set but this one are undone: more than noise. */
    readonly without: number;
  };
}

/** Whether undoing the suspect leaves nothing but noise, on every sample. */
export function closesTheGap({ after, floor }: Replay): boolean {
  return after <= floor;
}

/** Whether the run shows the suspect to be a cause: undoing it closes the gap, or nothing closes it without undoing it. */
export function isProvenBy(replay: Replay): boolean {
  return closesTheGap(replay) || replay.together !== undefined;
}

/** The part of the gap that undoing the suspect removes, 0…1; of one cause among several at least what it does alone. */
export function shareOf(replay: Replay): number {
  if (closesTheGap(replay)) return 1;
  const { before, after, together } = replay;
  if (before === 0) return 0;
  return clamped(Math.max(1 - after / before, together ? together.without / before : 0));
}

const clamped = (share: number): number => Math.min(1, Math.max(0, share));
