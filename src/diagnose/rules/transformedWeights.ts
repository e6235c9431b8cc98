import type { Transform, VariableRow } from '../../diff/index.ts';
import { groupBy } from '../../model/index.ts';
import type { Case } from '../Case.ts';
import type { Finding } from '../Finding.ts';
import { listed } from '../listed.ts';
import { shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';
import { isUnrun } from './convertedModel.ts';

interface Story {
  readonly cause: string;
  readonly slug: string;
  readonly says: string;
  readonly remedy: string;
}

const LAYOUT = { cause: 'C18', slug: 'layout-conversion' } as const;

const STORIES: Readonly<Record<Transform, Story>> = {
  transposed: {
    ...LAYOUT,
    says: 'B holds A’s values transposed.',
    remedy: 'Transpose the kernel before set_weights.',
  },
  reshaped: {
    ...LAYOUT,
    says: 'B holds A’s values in the same order, under another shape.',
    remedy: 'Give both layers the same axes, or reshape the kernel before set_weights.',
  },
  rounded: {
    cause: 'C34',
    slug: 'precision',
    says: 'B and A hold the same values but for the rounding of quantisation, none further apart than half a step.',
    remedy: 'Convert the model again without quantisation, if the gap matters.',
  },
  'transposed-and-cast': {
    cause: 'C34',
    slug: 'precision',
    says: 'B and A hold the same values in another layout, rounded to half precision on one side.',
    remedy: 'Convert the model again in float32, if the gap matters.',
  },
  'transposed-and-rounded': {
    cause: 'C34',
    slug: 'precision',
    says: 'B and A hold the same values in another layout but for the rounding of quantisation, none further apart than half a step.',
    remedy: 'Convert the model again without quantisation, if the gap matters.',
  },
  flipped: {
    ...LAYOUT,
    says: 'B holds A’s kernel turned by 180°, as backends with true convolution store it.',
    remedy: 'Flip the kernel’s spatial axes.',
  },
  'gates-permuted': {
    ...LAYOUT,
    says: 'B holds A’s gates in another order.',
    remedy: 'Reorder the gate blocks: LSTM i, f, c, o; GRU z, r, h.',
  },
  'columns-permuted': {
    ...LAYOUT,
    says: 'B holds A’s units in another order.',
    remedy: 'Nothing, if the next layer’s rows are in the same order; else put the units back.',
  },
  'rows-permuted': {
    ...LAYOUT,
    says: 'B holds A’s inputs in another order.',
    remedy: 'Nothing, if the layer before has its units in the same order; else put the rows back.',
  },
  cast: {
    cause: 'C34',
    slug: 'precision',
    says: 'B holds A’s values rounded to half precision.',
    remedy: 'Save the weights in float32, or compare with the tolerance of half precision.',
  },
  scaled: {
    ...LAYOUT,
    says: 'B holds A’s values times one factor.',
    remedy: 'Divide by the factor, or find the layer that makes up for it.',
  },
};

/** What converters do to every kernel. */
const LAYOUTS: ReadonlySet<Transform> = new Set<Transform>(['transposed', 'reshaped']);

/** The ways in which values change too. */
const INEXACT: ReadonlySet<Transform> = new Set<Transform>([
  'rounded',
  'transposed-and-cast',
  'transposed-and-rounded',
]);

/** C18, C34: B's values are A's, turned, reordered, rounded or scaled. */
export const transformedWeights: Rule = {
  id: 'transformed-weights',
  find(it) {
    const foreign = isUnrun(it);
    const rows = it.variables.filter(
      ({ status, transform }) =>
        status === 'transformed' && transform !== undefined && !(foreign && LAYOUTS.has(transform)),
    );
    return [...groupBy(rows, (row) => row.transform as Transform)].map(([transform, group]) =>
      finding(it, transform, group),
    );
  },
};

function finding(it: Case, transform: Transform, rows: readonly VariableRow[]): Finding {
  const { cause, slug, says, remedy } = STORIES[transform];
  const variables = rows.map((row) => row.a as string);
  const replay = replayOf(it, 'transformed');
  return {
    cause,
    slug,
    // What the rounding of a converted model does to its predictions shows only where it runs.
    grade: isUnrun(it) ? 'likely' : 'proven',
    share: replay ? shareOf(replay) : null,
    title:
      rows.length === 1
        ? `\`${variables[0]}\` is ${transform.replaceAll('-', ' ')}`
        : `${rows.length} tensors are ${transform.replaceAll('-', ' ')}`,
    explanation: `${says} It is so in ${listed(variables)}.`,
    where: variables,
    evidence: [
      ...replayEvidence(replay, 'Giving B the tensors of A', variables.slice(0, 20)),
      ...rows.slice(0, 20).map((row) => ({
        says: `\`${row.b}\` equals \`${row.a}\` ${transform === 'scaled' ? 'times one factor' : transform.replaceAll('-', ' ')}${transform === 'scaled' || INEXACT.has(transform) ? '' : ', bit for bit'}.`,
        on: [row.b as string],
        figures: { values: row.shape.reduce((x, y) => x * y, 1) },
      })),
    ],
    fix: { text: remedy, code: null },
    repair: 'impossible',
  };
}
