import type { Json } from '../model/index.ts';

/** What an option can change: what the model predicts, only how it trains, or nothing but its looks. */
export type Relevance = 'prediction' | 'training' | 'none';

/** One option that a layer states differently in A and B. */
export interface ConfigDifference {
  /** Option, with the way to it inside wrappers: `epsilon`, `layer.units`. */
  readonly key: string;
  /** The value, or the default of the version that wrote the file where it says nothing. */
  readonly a: Json;
  readonly b: Json;
  /** Which side leaves the option out, so that its default counts. */
  readonly defaulted: 'a' | 'b' | null;
  /** Which side has the very default of its version, as after an option was lost and the layer built again. */
  readonly isDefault?: 'a' | 'b' | 'both';
  readonly relevance: Relevance;
  /** Why it cannot matter for predictions, if it cannot. */
  readonly because?: string;
}
