import type { Case } from './Case.ts';
import type { Finding, RuledOut } from './Finding.ts';

/** One cause, or a family told apart by the same evidence. A new cause is a new file and one row in `RULES`. */
export interface Rule {
  readonly id: string;
  /**
   * Its findings stand where the two models predict the same: they are about another program than Keras, about what the models
   * must be fed with, or about the model that a weights file came from.
   */
  readonly stands?: 'elsewhere' | 'inputs' | 'origin';
  /** Findings for this case, none when the cause does not apply. */
  find?(it: Case): readonly Finding[];
  /** What can be ruled out: differences that cannot matter. */
  ruleOut?(it: Case): readonly RuledOut[];
}
