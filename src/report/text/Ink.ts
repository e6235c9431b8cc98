import type { StateName } from '../words/stateWords.ts';

/** The few ways in which a terminal can stress something. */
export type Stress = 'strong' | 'muted' | 'bad' | 'good' | 'moved' | 'a' | 'b';

/** Marks text for a terminal, or leaves it as it is. */
export type Ink = (stress: Stress, text: string) => string;

const CODES: Readonly<Record<Stress, string>> = {
  strong: '1',
  muted: '2',
  bad: '31',
  good: '32',
  moved: '35',
  a: '34',
  b: '33',
};

/** No marks at all. */
export const plainInk: Ink = (_, text) => text;

/** ANSI colours. */
export const ansiInk: Ink = (stress, text) => `\u001b[${CODES[stress]}m${text}\u001b[0m`;

const STATES: Readonly<Partial<Record<StateName, Stress>>> = {
  born: 'bad',
  amplified: 'bad',
  different: 'bad',
  shape: 'bad',
  moved: 'moved',
  transformed: 'moved',
  'only-a': 'a',
  'only-b': 'b',
  identical: 'good',
  equivalent: 'good',
};

/** How a state is stressed; quiet states are muted. */
export function stressOf(state: StateName): Stress {
  return STATES[state] ?? 'muted';
}
