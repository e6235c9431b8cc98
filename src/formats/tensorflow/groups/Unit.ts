import type { LayerId } from '../../../model/index.ts';

/** Operations of one scope that is a layer's: which one, as far as names tell. */
export interface Unit {
  /** Unique. */
  readonly key: string;
  /** The layer, by the variables that its operations read; else by its scope. */
  readonly layer: LayerId;
}
