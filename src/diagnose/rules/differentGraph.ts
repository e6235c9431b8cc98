import type { LayerRow } from '../../diff/index.ts';
import { type Case, graphsAreForeign, predictionsAgree } from '../Case.ts';
import { counted } from '../counted.ts';
import type { Evidence, Finding, Grade, RuledOut } from '../Finding.ts';
import { followingMasks } from '../followingMasks.ts';
import { idleAlone } from '../innocent.ts';
import { listed } from '../listed.ts';
import { isProvenBy, type Replay, shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';
import { REWIRED, type RewiredLayer, rewiredLayers } from '../rewiring.ts';

/** C12, C30, C31: layers that only one model has, that are called otherwise, or that are of another class. */
export const differentGraph: Rule = {
  id: 'different-graph',
  find(it) {
    // Weights without an architecture have groups of variables, and no layers.
    if (graphsAreForeign(it) || it.a.layers.length === 0 || it.b.layers.length === 0) return [];
    const alone = aloneLayers(it).filter((row) => !isLoose(row) && !isUnnamed(row, it));
    const rewired = rewiredLayers(it);
    const changed = changedClasses(it);
    return [
      ...(alone.length + rewired.length > 0 ? [otherGraph(it, alone, rewired)] : []),
      ...(changed.length > 0 ? [otherClass(it, changed)] : []),
    ];
  },
  ruleOut: (it) => it.layers.filter(idleAlone).map(idle),
};

/** Layers that only one model has and that count; what makes the masks of a Masking layer goes with it. */
export function aloneLayers(it: Case): LayerRow[] {
  const masks = followingMasks(it);
  return it.layers.filter(
    (row) => (row.a === null || row.b === null) && !idleAlone(row) && !masks.has(nameOf(row)),
  );
}

/** The name of pairs of other classes among replays. */
export const CLASSES = 'classes';

/** Pairs whose classes differ. */
export function changedClasses(it: Pick<Case, 'layers'>): LayerRow[] {
  return it.layers.filter(
    ({ kind, a, b, className, classNameB }) =>
      kind !== 'model' &&
      kind !== 'tensorflow' &&
      a !== null &&
      b !== null &&
      classNameB !== null &&
      className !== classNameB,
  );
}

const isLoose = (row: LayerRow): boolean => row.className === 'Weights' || row.kind === 'model';

/** Beside a graph of operations only layers with variables are known by more than a name. */
const isUnnamed = (row: LayerRow, { layers }: Case): boolean =>
  row.variables.length === 0 && layers.some(({ kind }) => kind === 'tensorflow');

const BUILD = {
  text: 'Build both models with one function, or load the whole model instead of rebuilding it.',
  code: null,
} as const;

/** One finding for the whole graph: what a layer more or less does to the layers behind it is no cause of its own. */
function otherGraph(it: Case, alone: readonly LayerRow[], rewired: readonly RewiredLayer[]): Finding {
  const replay = replayOf(it, REWIRED);
  const where = [...alone.map(nameOf), ...rewired.map(({ row }) => nameOf(row))];
  const duplicated = alone.length > 0 && rewired.some((one) => isDuplicated(one, alone));
  return {
    ...causeOf(alone, rewired, duplicated),
    grade: gradeOf(it, replay),
    share: replay ? shareOf(replay) : null,
    title: titleOf(alone, rewired, duplicated),
    explanation: `The two graphs are not the same: ${[...aloneWords(alone), ...rewiredWords(rewired)].join(', ')}.`,
    where,
    evidence: [
      ...replayEvidence(replay, 'Calling B’s layers as A calls them', where.slice(0, 20)),
      ...alone.slice(0, 20).map(aloneEvidence),
      ...rewired.slice(0, 20).map(callEvidence),
    ],
    fix: duplicated ? SHARE : rewired.length > 0 && alone.length === 0 ? callFix(rewired) : BUILD,
    repair: 'impossible',
  };
}

function causeOf(
  alone: readonly LayerRow[],
  rewired: readonly RewiredLayer[],
  duplicated: boolean,
): Pick<Finding, 'cause' | 'slug'> {
  if (duplicated) return { cause: 'C12', slug: 'shared-layers' };
  const masks = rewired.length === 0 && alone.every(({ className }) => className === 'Masking');
  return masks ? { cause: 'C31', slug: 'mask-lost' } : { cause: 'C30', slug: 'different-graph' };
}

const SHARE = {
  text: 'Create the layer once and call that one object wherever A calls it, or load the whole model instead of rebuilding it. Copies that are meant need the weights of the shared layer, each.',
  code: null,
} as const;

function callFix(rewired: readonly RewiredLayer[]): Finding['fix'] {
  const calls = rewired.every(({ argumentsAlone }) => argumentsAlone)
    ? `Call ${listed(rewired.map(({ row }) => row.b ?? ''))} in B with the arguments that A states`
    : 'Build the graph of B as that of A: every layer must take the same inputs in the same order';
  return { text: `${calls}, and load the weights again, layer by layer by name.`, code: null };
}

/** Whether one side calls a layer several times where the other has layers of its own for that. */
function isDuplicated({ row, a, b }: RewiredLayer, alone: readonly LayerRow[]): boolean {
  const side = a.length > b.length ? 'b' : 'a';
  return a.length !== b.length && alone.some((one) => one[side] !== null && one.className === row.className);
}

function titleOf(alone: readonly LayerRow[], rewired: readonly RewiredLayer[], duplicated: boolean): string {
  if (duplicated) return 'A layer that one model shares is several layers in the other';
  if (alone.length > 0)
    return alone.length === 1
      ? 'One model has a layer that the other lacks'
      : `${counted(alone.length, 'layer')} have no counterpart`;
  const what = rewired.every(({ argumentsAlone }) => argumentsAlone)
    ? rewired.length === 1
      ? 'is called with other arguments in B'
      : 'are called with other arguments in B'
    : rewired.length === 1
      ? 'takes other inputs in B'
      : 'take other inputs in B';
  return `${listed(rewired.map(({ row }) => nameOf(row)))} ${what}`;
}

const nameOf = (row: LayerRow): string => row.a ?? row.b ?? '';

function aloneWords(rows: readonly LayerRow[]): string[] {
  const inA = rows.filter((row) => row.b === null).map(nameOf);
  const inB = rows.filter((row) => row.a === null).map(nameOf);
  return [
    ...(inA.length > 0 ? [`${listed(inA)} only in A`] : []),
    ...(inB.length > 0 ? [`${listed(inB)} only in B`] : []),
  ];
}

function rewiredWords(rewired: readonly RewiredLayer[]): string[] {
  const names = (alone: boolean): string[] =>
    rewired.filter(({ argumentsAlone }) => argumentsAlone === alone).map(({ row }) => nameOf(row));
  const [others, inputs] = [names(true), names(false)];
  return [
    ...(inputs.length > 0 ? [`other inputs go into ${listed(inputs)}`] : []),
    ...(others.length > 0 ? [`other arguments into ${listed(others)}`] : []),
  ];
}

function aloneEvidence(row: LayerRow): Evidence {
  return {
    says: `${row.className} \`${nameOf(row)}\` stands only in ${row.b === null ? 'A' : 'B'}.`,
    on: [nameOf(row)],
    figures: {},
  };
}

function callEvidence({ row, a, b }: RewiredLayer): Evidence {
  const calls = (list: readonly string[]): string => list.map((call) => `(${call})`).join(' and ');
  return {
    says: `\`${nameOf(row)}\` is called with ${calls(a)} in A and with ${calls(b)} in B.`,
    on: [nameOf(row)],
    figures: {},
  };
}

function otherClass(it: Case, rows: readonly LayerRow[]): Finding {
  const replay = replayOf(it, CLASSES);
  const where = rows.map((row) => row.a as string);
  return {
    cause: 'C30',
    slug: 'different-graph',
    grade: gradeOf(it, replay),
    share: replay ? shareOf(replay) : null,
    title:
      rows.length === 1
        ? `\`${where[0]}\` is ${rows[0]?.className} in A and ${rows[0]?.classNameB} in B`
        : `${counted(rows.length, 'layer')} are of another class in B`,
    explanation: `${listed(where)}: ${rows[0]?.className} in A, ${rows[0]?.classNameB} in B.`,
    where,
    evidence: [
      ...replayEvidence(replay, 'Giving B the class and options of A', where.slice(0, 20)),
      ...rows.slice(0, 20).map((row) => ({
        says: `\`${row.a}\` is ${row.className}, its counterpart \`${row.b}\` is ${row.classNameB}.`,
        on: [row.a as string],
        figures: {},
      })),
    ],
    fix: { text: 'Build both models with one function.', code: null },
    repair: 'impossible',
  };
}

/** Proven where undoing it makes every sample agree; likely where that was not tried, or did not do. */
function gradeOf(it: Case, replay: Replay | undefined): Grade {
  if (predictionsAgree(it)) return 'possible';
  return replay && isProvenBy(replay) ? 'proven' : 'likely';
}

function idle(row: LayerRow): RuledOut {
  return {
    cause: 'C30',
    because: `${row.className} \`${nameOf(row)}\` stands only in ${row.b === null ? 'A' : 'B'}: it does nothing when predicting.`,
  };
}
