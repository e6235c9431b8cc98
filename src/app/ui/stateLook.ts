import type { Grade } from '../../diagnose/index.ts';
import type { LayerVerdict, VariableStatus } from '../../diff/index.ts';
import type { Verdict } from '../../report/index.ts';
import type { RunVerdict } from '../../run/index.ts';
import type { Glyph } from './Icon.tsx';

/** Everything that a row, a variable or a model can be said to be. */
export type StateName = RunVerdict | LayerVerdict | VariableStatus | Verdict;

/** How a state is shown: never by hue alone. */
export interface StateLook {
  readonly glyph: Glyph;
  readonly word: string;
  /** Custom property that holds its ink. */
  readonly ink: string;
  readonly loud: boolean;
}

const look = (glyph: Glyph, word: string, ink: string, loud = false): StateLook => ({
  glyph,
  word,
  ink,
  loud,
});

/** Glyph, word and ink of every state. */
export const STATE_LOOK: Readonly<Record<StateName, StateLook>> = {
  identical: look('same', 'identical', '--var-identical'),
  equal: look('same', 'equal', '--row-equal'),
  close: look('approx', 'close', '--var-close'),
  equivalent: look('approx', 'equivalent', '--equivalent'),
  noise: look('noise', 'noise', '--row-noise'),
  born: look('born', 'born here', '--row-born', true),
  inherited: look('inherited', 'inherited', '--row-inherited'),
  amplified: look('amplified', 'amplified', '--row-amplified', true),
  absorbed: look('absorbed', 'absorbed', '--row-absorbed'),
  'not-run': look('unknown', 'not run', '--muted'),
  different: look('diff', 'different', '--different', true),
  moved: look('moved', 'moved', '--var-moved', true),
  transformed: look('transformed', 'transformed', '--var-transformed', true),
  shape: look('shape', 'shape differs', '--var-shape', true),
  'only-a': look('plus', 'only in A', '--var-only-a'),
  'only-b': look('plus', 'only in B', '--var-only-b'),
  inconclusive: look('unknown', 'inconclusive', '--inconclusive'),
};

/** Glyph and word of every grade. */
export const GRADE_LOOK: Readonly<Record<Grade, { readonly glyph: Glyph; readonly word: string }>> = {
  proven: { glyph: 'proven', word: 'Proven' },
  likely: { glyph: 'likely', word: 'Likely' },
  possible: { glyph: 'possible', word: 'Possible' },
  ask: { glyph: 'ask', word: 'Question' },
};
