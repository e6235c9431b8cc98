import type { ConfigDifference, LayerRow } from '../../diff/index.ts';
import type { Json } from '../../model/index.ts';
import type { Case } from '../Case.ts';
import type { Finding, Grade } from '../Finding.ts';
import { isMaskOption } from '../followingMasks.ts';
import { listDifference } from '../listDifference.ts';
import { listed } from '../listed.ts';
import { optionFix } from '../optionFix.ts';
import { type OptionGroup, optionGroups, optionId } from '../optionGroups.ts';
import { isProvenBy, shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';

/** C23, C24, C26, C27, C30, C34, C37: options that change predictions and are not the same. */
export const changedOptions: Rule = {
  id: 'changed-options',
  find: (it) => optionGroups(it).map((group) => finding(it, group)),
};

interface Kind {
  readonly cause: string;
  readonly slug: string;
  readonly when: (option: ConfigDifference) => boolean;
  readonly why: string;
}

/** Whether one side holds the default, as after the option was lost. */
const lost = ({ isDefault, defaulted }: ConfigDifference): boolean =>
  defaulted !== null || isDefault === 'a' || isDefault === 'b';

/** Which cause an option's difference belongs to; the first match counts. */
const KINDS: readonly Kind[] = [
  {
    cause: 'C27',
    slug: 'epsilon',
    when: ({ key }) => key.endsWith('epsilon'),
    why: 'Where a variance is small, epsilon decides the scale of the normalised value.',
  },
  {
    cause: 'C34',
    slug: 'precision',
    when: ({ key }) => key.endsWith('dtype'),
    why: 'The layer computes in another precision, and rounds otherwise.',
  },
  {
    cause: 'C37',
    slug: 'lookup-table',
    when: (option) => isElsewhere(option),
    why: 'The words are in a file outside of the model, so whether they differ cannot be seen here.',
  },
  {
    cause: 'C37',
    slug: 'lookup-table',
    when: ({ key }) => WORDS.test(key),
    why: 'The same word becomes another number in B, so what reads that number gets another row.',
  },
  {
    cause: 'C31',
    slug: 'mask-lost',
    when: ({ key }) => key.endsWith('mask_zero') || key.endsWith('mask_value'),
    why: 'Padding is masked on one side only, so the other reads it as data.',
  },
  {
    cause: 'C26',
    slug: 'changed-default',
    when: ({ a, b }) => isFormula(a) && isFormula(b),
    why: 'The two versions of Keras compute different formulas under this name.',
  },
  {
    cause: 'C30',
    slug: 'different-graph',
    when: ({ key }) => key.endsWith('activation') || key.endsWith('merge_mode'),
    why: 'The two graphs do not compute the same.',
  },
  {
    cause: 'C25',
    slug: 'axis-dropped',
    when: (option) => option.key === 'axis' && lost(option),
    why: 'One side has the default axis, as after the axis was lost when loading.',
  },
  {
    cause: 'C24',
    slug: 'dropped-option',
    when: lost,
    why: 'One side has the default, as after the option was lost when saving or loading.',
  },
  {
    cause: 'C23',
    slug: 'changed-setting',
    when: () => true,
    why: 'The option changes what the layer computes.',
  },
];

/** What a lookup knows, by whatever name a file or a graph keeps it. */
const WORDS = /(^|\.)(vocabulary|places)( \d+)?$/;

/** Whether only the place of the words is known, not what they are. */
const isElsewhere = ({ key, a, b }: ConfigDifference): boolean =>
  WORDS.test(key) && (typeof a === 'string' || typeof b === 'string');

const isFormula = (value: Json): boolean => typeof value === 'string' && value.includes(': ');

function finding(it: Case, group: OptionGroup): Finding {
  const { option, layers, className } = group;
  const kind = KINDS.find(({ when }) => when(option)) as Kind;
  const where = layers.map((row) => row.a ?? row.b ?? '');
  const replay = replayOf(it, optionId(group));
  const count =
    layers.length === 1
      ? `in ${listed(where)}`
      : `in ${layers.length.toLocaleString('en')} ${className} layers`;
  const stated = option.defaulted ? ` (${option.defaulted.toUpperCase()} leaves it out: default)` : '';
  return {
    cause: kind.cause,
    slug: kind.slug,
    grade: gradeOf(it, group),
    share: replay ? shareOf(replay) : null,
    title: titleOf(group),
    explanation: `${className} ${plainKey(option)} differs ${count}${stated}. ${kind.why}`,
    where,
    evidence: [
      {
        says: saysOf(option, stated),
        on: where.slice(0, 20),
        figures: { layers: layers.length },
      },
      ...replayEvidence(replay, 'Giving B the option of A', where.slice(0, 20)),
      ...bornHere(it, layers),
    ],
    fix: reshapes(it, layers)
      ? { text: fixWithOtherShapes(option), code: null }
      : {
          text: fixOf(option),
          code: settableInConfig(option) ? optionFix(it, group, nameOf(option.a)) : null,
        },
    repair: 'impossible',
  };
}

function saysOf({ key, a, b }: ConfigDifference, stated: string): string {
  const places = WORDS.test(key) ? listDifference(a, b) : null;
  return places ? `The ${key} differs in ${places}.` : `A states ${key} = ${show(a)}, B ${show(b)}${stated}.`;
}

function fixOf(option: ConfigDifference): string {
  const { key, a, b } = option;
  if (WORDS.test(key))
    return 'Give B the vocabulary of A, the same words in the same order: `layer.set_vocabulary(other.get_vocabulary(include_special_tokens=False))`, or the vocabulary file that A was built with. Keras keeps an adapted vocabulary in .keras files.';
  if (isFormula(a) && isFormula(b))
    return `Register the formula of A’s Keras as a function of your own and build B with it: under the name ${key} B’s version computes another one.`;
  const build = `Build B with ${plainKey(option)}=${show(nameOf(a))} and load its weights again`;
  return isMaskOption(key) ? `${build}.` : `${build}, or set the option in its config.json.`;
}

/** Whether the weights of these layers have other shapes in B, so that no option makes them fit. */
const reshapes = ({ variables }: Case, layers: readonly LayerRow[]): boolean =>
  layers.some((row) => row.variables.some((at) => variables[at]?.status === 'shape'));

const fixWithOtherShapes = (option: ConfigDifference): string =>
  `Build B with ${plainKey(option)}=${show(nameOf(option.a))} and load A’s weights: those that B holds have other shapes and fit no such layer.`;

/** Whether giving B the option mends it: not where two versions compute two formulas, the words are elsewhere, or the graph holds operations that make the mask. */
const settableInConfig = ({ key, a, b }: ConfigDifference): boolean =>
  !WORDS.test(key) && !isMaskOption(key) && !(isFormula(a) && isFormula(b));

/** A function by its name, without the formula that it stands for. */
const nameOf = (value: Json): Json => (isFormula(value) ? (String(value).split(': ')[0] ?? value) : value);

/** The option without the way to it inside wrappers. */
const plainKey = ({ key }: ConfigDifference): string => key.slice(key.lastIndexOf('.') + 1);

function titleOf({ className, option }: OptionGroup): string {
  const places = WORDS.test(option.key) ? listDifference(option.a, option.b) : null;
  if (places) return `${className} ${option.key} differs in ${places}`;
  return `${className} ${plainKey(option)} is ${show(option.a)} in A and ${show(option.b)} in B`;
}

/** Proven where undoing it makes every sample agree; else likely, or possible where undoing it changes next to nothing. */
function gradeOf(it: Case, group: OptionGroup): Grade {
  const replay = replayOf(it, optionId(group));
  if (isElsewhere(group.option)) return 'possible';
  if (!replay) return 'likely';
  if (isProvenBy(replay)) return 'proven';
  return shareOf(replay) >= 0.05 ? 'likely' : 'possible';
}

function bornHere(it: Case, layers: readonly LayerRow[]): Finding['evidence'] {
  const mine = new Set(layers.map((row) => row.a));
  const born = it.run?.layers.filter((row) => row.verdict === 'born' && mine.has(row.a)) ?? [];
  if (born.length === 0) return [];
  const first = born[0];
  return [
    {
      says: `Fed with the same inputs, ${listed(born.map((row) => row.a ?? ''))} give other outputs: the difference is born there.`,
      on: born.map((row) => row.a ?? ''),
      figures: measured({ 'own error': first?.ownError, 'noise floor': first?.noiseFloor }),
    },
  ];
}

/** The figures that were measured: outputs of other shapes have no gap. */
const measured = (figures: Readonly<Record<string, number | null | undefined>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );

const LONGEST = 72;

/** A JSON value as Python would print it, cut where it gets long. */
export function show(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  const text = value === false ? 'False' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
