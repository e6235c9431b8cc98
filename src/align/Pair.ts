import type { LayerId, VariableId } from '../model/index.ts';

/** What a pairing rests on, strongest first. */
export type PairedBy = 'by-hand' | 'content' | 'name' | 'position' | 'shape';

/** One reason for, or against, a pairing. */
export interface PairEvidence {
  readonly by: PairedBy;
  readonly agrees: boolean;
  /** One plain sentence: "Both are the 3rd Dense of `encoder`." */
  readonly says: string;
}

/** Which thing of A is which of B, and how sure that is. */
export type Pair<Id extends string> =
  | {
      readonly kind: 'both';
      readonly a: Id;
      readonly b: Id;
      readonly how: PairedBy;
      /** 0…1 */
      readonly confidence: number;
      readonly evidence: readonly PairEvidence[];
    }
  | { readonly kind: 'only-a'; readonly a: Id }
  | { readonly kind: 'only-b'; readonly b: Id };

/** A layer of A and its counterpart in B. */
export type LayerPair = Pair<LayerId>;
/** A variable of A and its counterpart in B. */
export type VariablePair = Pair<VariableId>;

/** The two models lined up. Layer pairs stand in A's order, with B's additions where they occur. */
export interface Alignment {
  readonly layers: readonly LayerPair[];
  readonly variables: readonly VariablePair[];
}
