import type { FlatNode } from '../rewrite/FlatNode.ts';
import type { Unit } from './Unit.ts';

/** Operations that run together: one call of one layer. */
export interface Group {
  readonly unit: Unit;
  readonly nodes: readonly FlatNode[];
  /** Why it cannot run together; `null` where it can. */
  readonly stop: string | null;
}
