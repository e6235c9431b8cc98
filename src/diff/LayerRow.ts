import type { PairEvidence, PairedBy } from '../align/index.ts';
import type { LayerId, LayerKind } from '../model/index.ts';
import type { ConfigDifference } from './ConfigDifference.ts';

/** What a layer's files say about it, before anything runs. */
export type LayerVerdict = 'identical' | 'equivalent' | 'different' | 'moved' | 'only-a' | 'only-b';

/** One layer of A beside its counterpart in B. */
export interface LayerRow {
  readonly a: LayerId | null;
  readonly b: LayerId | null;
  readonly how: PairedBy | null;
  /** 0…1; null when there is no counterpart. */
  readonly confidence: number | null;
  readonly evidence: readonly PairEvidence[];
  readonly className: string;
  readonly classNameB: string | null;
  readonly kind: LayerKind;
  /** How deep it is nested; 0 at the top. */
  readonly depth: number;
  /** What is said behind the class: `64`, `3 × 3, 32`. */
  readonly detail: string;
  readonly config: readonly ConfigDifference[];
  /** Indices into `Report.variables`. */
  readonly variables: readonly number[];
  readonly verdict: LayerVerdict;
}
