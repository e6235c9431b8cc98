import type { LayerId, NodeId, Shape } from '../../model/index.ts';
import type { Backend } from '../RunComparison.ts';

/** How far TensorFlow.js' own answer is from Keras'. Relative to the largest |value| of Keras' answer. */
export interface TfjsGap {
  readonly maxAbs: number;
  readonly relative: number;
  /** How large `relative` may be and still be noise. */
  readonly allowed: number;
  /** What Keras computes, and what TensorFlow.js does: they may not even have one shape. */
  readonly shape: Shape;
  readonly shapeTfjs: Shape;
  /** Where the gap is largest: the value of each, `null` when the shapes differ. */
  readonly at: { readonly keras: number; readonly tfjs: number } | null;
}

/** A layer that TensorFlow.js fed with the same as Keras, and that answered something else. */
export interface TfjsBirth {
  readonly layer: LayerId;
  readonly node: NodeId;
  readonly gap: TfjsGap;
}

/** One model as TensorFlow.js' own layers run it, against the same model as Keras runs it. */
export type TfjsRun =
  /** It does not load it, or stops while predicting; `because` are TensorFlow.js' own words. */
  | { readonly kind: 'refused'; readonly at: 'load' | 'predict'; readonly because: string }
  | {
      readonly kind: 'ran';
      readonly backend: Backend;
      readonly samples: number;
      readonly outputs: readonly { readonly name: string; readonly gap: TfjsGap }[];
      /** In graph order; empty where no output differs. */
      readonly births: readonly TfjsBirth[];
    };

/** Whether the predictions are not those of Keras. */
export function partsFromKeras(run: TfjsRun): boolean {
  return run.kind === 'ran' && run.outputs.some(({ gap }) => isReal(gap));
}

/** Whether a gap is more than noise. */
export function isReal({ relative, allowed, shape, shapeTfjs }: TfjsGap): boolean {
  return relative > allowed || shape.join() !== shapeTfjs.join();
}
