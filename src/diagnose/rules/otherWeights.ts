import type { VariableRow } from '../../diff/index.ts';
import type { RouteResult } from '../../keras/index.ts';
import type { Case } from '../Case.ts';
import { counted } from '../counted.ts';
import type { Evidence, Finding, Grade } from '../Finding.ts';
import { initialEvidence } from '../initialEvidence.ts';
import { listed } from '../listed.ts';
import { loadedBy, loadedByEvidence } from '../loadedBy.ts';
import {
  areInitial,
  comparableRows,
  isEverywhere,
  type OtherGroup,
  otherGroups,
  otherId,
} from '../otherGroups.ts';
import { isProvenBy, type Replay, shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';
import { isUnrun } from './convertedModel.ts';
import {
  INITIAL,
  LOCAL,
  NORMALIZATION,
  OTHER_CHECKPOINT,
  type OtherStory,
  PARTLY_RESTORED,
  SKIPPED_BY_NAME,
  SKIPPED_MISMATCH,
  STATISTICS,
  STOPPED,
  UNRELATED,
} from './otherStories.ts';

/** C01, C02, C11, C14, C38, C49: the tensors differ and nothing says that they were moved. */
export const otherWeights: Rule = {
  id: 'other-weights',
  find(it) {
    if (isUnrun(it)) return [];
    const groups = otherGroups(it).filter(({ kind }) => kind !== 'damaged');
    const found = groups.map((group) => finding(it, group));
    // Where the load is known that left weights of another shape alone, it tells more than the option that made the shape.
    return groups.some(({ kind }) => kind === 'other' || kind === 'initial')
      ? found
      : [...found, ...skippedShapes(it)];
  },
};

function finding(it: Case, group: OtherGroup): Finding {
  const { rows } = group;
  const route = routeOf(it, group);
  const story = storyOf(it, group, route);
  const layers = layersOf([...rows, ...(route ? unfitRows(it) : [])]);
  const replay = replayOf(it, group.id);
  return {
    cause: story.cause,
    slug: story.slug,
    grade: gradeOf(story, replay),
    share: replay ? shareOf(replay) : null,
    title: story.title === '' ? titleOf(group, layers) : story.title,
    explanation: `${rows.length} of ${comparableRows(it).length} weight tensors differ, in ${listed(layers)}. ${story.why}`,
    where: layers,
    evidence: [
      ...replayEvidence(replay, 'Giving B the weights of A in these places', layers.slice(0, 20)),
      ...(route ? [loadedByEvidence(route)] : []),
      ...initialEvidence(it, rows),
      largest(rows),
    ],
    fix: { text: story.remedy, code: null },
    repair: 'impossible',
  };
}

/** Statistics are known by their place: where undoing them closes the gap, that they differ is the cause. */
function gradeOf(story: OtherStory, replay: Replay | undefined): Grade {
  const placed = story === STATISTICS || story === NORMALIZATION;
  return placed && replay && isProvenBy(replay) ? 'proven' : story.grade;
}

function largest(rows: readonly VariableRow[]): Evidence {
  const worst = rows.reduce((x, y) => ((y.maxAbs ?? 0) > (x.maxAbs ?? 0) ? y : x));
  return {
    says: `The largest difference is in \`${worst.a}\`: ${worst.countDifferent} of its values differ.`,
    on: [worst.a ?? ''],
    figures: {
      'largest |Δ|': worst.maxAbs ?? 0,
      cosine: worst.cosine ?? 0,
      'tensors that differ': rows.length,
    },
  };
}

const layersOf = (rows: readonly VariableRow[]): string[] => [
  ...new Set(rows.map((row) => row.layerA ?? row.a ?? row.layerB ?? row.b ?? '')),
];

const unfitRows = ({ variables }: Case): VariableRow[] =>
  variables.filter(({ status }) => status === 'shape');

function storyOf(it: Case, { kind, rows }: OtherGroup, route: RouteResult | null): OtherStory {
  if (kind === 'statistics') return STATISTICS;
  if (kind === 'normalization') return NORMALIZATION;
  if (isEverywhere(it, rows)) return areInitial(it, rows) ? INITIAL : spreadStory(rows);
  const told = route && loadStory(route);
  if (told) return told;
  return kind === 'initial' ? { ...INITIAL, title: '' } : LOCAL;
}

/** What leaves weights alone in a load. */
function loadStory({ route, error }: RouteResult): OtherStory | null {
  if (error !== null) return STOPPED;
  if (route.endsWith('skip-mismatch')) return SKIPPED_MISMATCH;
  if (route === 'by-name') return SKIPPED_BY_NAME;
  return route === 'checkpoint' ? PARTLY_RESTORED : null;
}

function spreadStory(rows: readonly VariableRow[]): OtherStory {
  const kernels = rows.filter((row) => row.role.includes('kernel'));
  const unlike = kernels.filter((row) => (row.cosine ?? 1) < 0.5);
  return kernels.length > 0 && unlike.length >= 0.8 * kernels.length ? UNRELATED : OTHER_CHECKPOINT;
}

/** What A has nothing for is left alone by any load. */
const onlyInB = ({ variables }: Case): VariableRow[] => variables.filter(({ a }) => a === null);

/** A way of loading A's file that leaves just these variables of B alone, and those that do not fit. */
function routeOf(it: Case, { kind, rows }: Pick<OtherGroup, 'kind' | 'rows'>): RouteResult | null {
  if (kind === 'statistics' || kind === 'normalization' || isEverywhere(it, rows)) return null;
  const differing = new Set(rows.map((row) => row.b));
  const unfit = new Set([...unfitRows(it), ...onlyInB(it)].map((row) => row.b));
  return loadedBy(it, ({ variables }) => {
    const left = variables.filter((one) => one.from === null).map((one) => one.variable);
    const known = new Set(left);
    return (
      rows.every((row) => known.has(row.b ?? '')) && left.every((one) => differing.has(one) || unfit.has(one))
    );
  });
}

function titleOf({ kind }: OtherGroup, layers: readonly string[]): string {
  const named = layers.length === 1 ? `\`${layers[0]}\`` : counted(layers.length, 'layer');
  const one = layers.length === 1;
  if (kind === 'normalization')
    return `${named} ${one ? 'normalises' : 'normalise'} by other statistics in B`;
  if (kind === 'initial') return `${named} ${one ? 'holds' : 'hold'} a fresh initialisation in B`;
  return `The weights of ${named} are not the same`;
}

/** C02 where nothing but shapes differs: a load that skips what does not fit writes all the rest as B holds it. */
function skippedShapes(it: Case): Finding[] {
  const rows = unfitRows(it);
  const route = rows.length === 0 ? null : routeOf(it, { kind: 'other', rows });
  if (!route?.route.endsWith('skip-mismatch')) return [];
  const layers = layersOf(rows);
  const one = layers.length === 1;
  return [
    {
      cause: SKIPPED_MISMATCH.cause,
      slug: SKIPPED_MISMATCH.slug,
      grade: 'likely',
      share: null,
      title: `${one ? `\`${layers[0]}\` has` : `${counted(layers.length, 'layer')} have`} another shape in B, and ${one ? 'was' : 'were'} skipped when loading`,
      explanation: `The weights of ${listed(layers)} do not fit. ${SKIPPED_MISMATCH.why}`,
      where: layers,
      evidence: [
        loadedByEvidence(route),
        ...initialEvidence(it, rows),
        ...rows.slice(0, 20).map((row) => ({
          says: `\`${row.a}\` is [${row.shape.join(', ')}] in A and [${row.shapeB?.join(', ')}] in B.`,
          on: [row.a ?? ''],
          figures: {},
        })),
      ],
      fix: { text: SKIPPED_MISMATCH.remedy, code: null },
      repair: 'impossible',
    },
  ];
}

/** The replay of what is only NaN or infinite. */
export const damageReplay = (it: Case): Replay | undefined => replayOf(it, otherId('damaged'));
