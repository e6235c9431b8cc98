import type { VariableRow } from '../../diff/index.ts';
import { groupBy } from '../../model/index.ts';
import type { Case } from '../Case.ts';
import { counted } from '../counted.ts';
import type { Finding } from '../Finding.ts';
import { listed } from '../listed.ts';
import { loadedByEvidence } from '../loadedBy.ts';
import { leftByMoves, movedRoute, movedRows } from '../movedRoute.ts';
import { shareOf } from '../Replay.ts';
import type { Rule } from '../Rule.ts';
import { replayEvidence, replayOf } from '../replayEvidence.ts';

/** One layer of B that holds the values of another layer of A. */
interface Move {
  readonly into: string;
  readonly from: string;
  readonly rows: readonly VariableRow[];
}

/**
 * C03, C04, C05: the same tensors, in other places. The bytes allow no other reading: every value named here stands, bit
 * for bit, in another variable of A.
 */
export const movedWeights: Rule = {
  id: 'moved-weights',
  find(it) {
    const moves = movesOf(it);
    return moves.length === 0 ? [] : [finding(it, moves)];
  },
};

function movesOf(it: Case): Move[] {
  const grouped = groupBy(
    movedRows(it),
    (row) => `${row.layerB ?? row.b}\n${ownerOf(it.variables, row.movedFrom as string)}`,
  );
  return [...grouped].map(([key, group]) => {
    const [into = '', from = ''] = key.split('\n');
    return { into, from, rows: group };
  });
}

function ownerOf(rows: readonly VariableRow[], variable: string): string {
  return rows.find((row) => row.a === variable)?.layerA ?? variable;
}

interface Story {
  readonly cause: string;
  readonly slug: string;
  readonly mechanism: string;
  readonly remedy: string;
}

const STORIES = {
  frozen: {
    cause: 'C03',
    slug: 'frozen-reorder',
    mechanism:
      'Legacy HDF5 stores trainable weights before frozen ones, and loads by position: when layers of a nested model were frozen at one end and not at the other, equal shapes are exchanged without a message.',
    remedy:
      'Set `trainable` as it was when the weights were saved before load_weights, or save as .keras or .weights.h5.',
  },
  nested: {
    cause: 'C05',
    slug: 'nested-order',
    mechanism: 'The layers of one nested model were flattened in another order when the weights were loaded.',
    remedy: 'Save the whole model as .keras, or load the nested model by itself.',
  },
  within: {
    cause: 'C04',
    slug: 'rebuilt-order',
    mechanism:
      'Inside a layer weights are handed out by position: a list for set_weights in another order raises no error while shapes are equal.',
    remedy: 'Hand the weights over in the order of get_weights(), or load the whole model with load_model.',
  },
  byName: {
    cause: 'C01',
    slug: 'by-name-skip',
    mechanism:
      'Loading by name gives a layer the values that were stored under its name: names with automatic numbers move when layers are built in another order or a second time, and then name other layers.',
    remedy: 'Give every layer an explicit name, or load by position when the architecture is the same.',
  },
  rebuilt: {
    cause: 'C04',
    slug: 'rebuilt-order',
    mechanism:
      'Weights are handed out by position or by class counter. The model that received them lists its layers in another order, and equal shapes raise no error.',
    remedy: 'Load the whole model with load_model, or copy weights layer by layer by name.',
  },
} as const satisfies Record<string, Story>;

/** Whether the values stayed in their layer and only changed places there. */
const isWithin = ({ from, rows }: Move): boolean => rows.every((row) => row.layerA === from);

/** The values went to the layer that bears the name of theirs, though its counterpart in A is another. */
const isNamesake = ({ into, from, rows }: Move): boolean =>
  into === from && rows.every((row) => row.layerA !== from);

function storyOf(it: Case, moves: readonly Move[]): Story {
  if (moves.every(isWithin)) return STORIES.within;
  const parents = new Set(moves.flatMap(({ into, from }) => [parentOf(into), parentOf(from)]));
  const inOneModel = parents.size === 1 && !parents.has('');
  if (movedRoute(it)?.route.startsWith('by-name') || moves.every(isNamesake)) return STORIES.byName;
  const frozen = it.layers.some((row) => row.config.some((option) => option.key === 'trainable'));
  if (inOneModel && frozen) return STORIES.frozen;
  return inOneModel ? STORIES.nested : STORIES.rebuilt;
}

const parentOf = (layer: string): string => layer.split('/').slice(0, -1).join('/');

type Kind = 'within' | 'swap' | 'other';

function titleOf(kind: Kind, layers: readonly string[]): string {
  const one = layers.length === 1;
  if (kind === 'within')
    return `Weights inside ${one ? 'a layer' : counted(layers.length, 'layer')} are exchanged`;
  if (kind === 'swap') return 'Two layers got each other’s weights';
  return one
    ? 'A layer holds another layer’s weights'
    : `${counted(layers.length, 'layer')} hold other layers’ weights`;
}

function explain(kind: Kind, layers: readonly string[]): string {
  const one = layers.length === 1;
  const named = listed(layers);
  if (kind === 'within')
    return `In B, ${named} ${one ? 'holds its' : 'hold their'} own weights in wrong places.`;
  if (kind === 'swap') return `B holds the weights of ${named} the wrong way round.`;
  return `In B, ${named} ${one ? 'holds' : 'hold'} values that belong to ${one ? 'another layer' : 'other layers'}.`;
}

function finding(it: Case, moves: readonly Move[]): Finding {
  const story = storyOf(it, moves);
  const layers = [...new Set(moves.map(({ into }) => into))];
  const swap = moves.length === 2 && moves[0]?.into === moves[1]?.from && moves[0]?.from === moves[1]?.into;
  const kind = moves.every(isWithin) ? 'within' : swap ? 'swap' : 'other';
  const values = moves.reduce((sum, { rows }) => sum + rows.length, 0);
  const replay = replayOf(it, 'moved');
  const route = movedRoute(it);
  const left = [...new Set(leftByMoves(it).map((row) => row.layerB ?? row.b ?? ''))];
  const wrong = [...new Set([...layers, ...left])];
  return {
    cause: story.cause,
    slug: story.slug,
    grade: 'proven',
    share: replay ? shareOf(replay) : null,
    title: titleOf(kind, layers),
    explanation: `${explain(kind, layers)} ${leftWords(left)}${story.mechanism}`,
    where: wrong,
    evidence: [
      ...replayEvidence(replay, 'Putting them back', layers),
      ...(route ? [loadedByEvidence(route)] : []),
      ...moves.map(({ into, from, rows }) => ({
        says: `B’s ${into} holds, bit for bit, A’s values of ${from}: ${listed(rows.map((row) => row.role))}.`,
        on: rows.map((row) => `${row.movedFrom} → ${row.b}`),
        figures: { variables: rows.length, 'of all moved': values },
      })),
    ],
    fix: {
      text: `${story.remedy} The code puts B’s values back where A has them.`,
      code: fixCode(it, wrong),
    },
    repair: 'impossible',
  };
}

/** What the same load did not write. */
const leftWords = (left: readonly string[]): string =>
  left.length === 0
    ? ''
    : `The same load left ${listed(left)} as ${left.length === 1 ? 'it was' : 'they were'}. `;

function fixCode(it: Case, layers: readonly string[]): string {
  const { a, b, variables } = it;
  const own = new Map(variables.map((row) => [row.layerB, row.layerA]));
  const lines = layers.map((layer) => `    (${py(layer)}, ${py(own.get(layer) ?? layer)}),`);
  return [
    'from keras.models import load_model',
    '',
    `a = load_model(${py(a.name)})`,
    `b = load_model(${py(b.name)})`,
    '',
    'def layer(model, path):',
    '    for name in path.split("/"):',
    '        model = model.get_layer(name)',
    '    return model',
    '',
    '# layer of b that is wrong, its counterpart in a',
    'for wrong, right in [',
    ...lines,
    ']:',
    '    layer(b, wrong).set_weights(layer(a, right).get_weights())',
    `b.save(${py(`fixed_${b.name.replace(/\.h5$/, '.keras')}`)})`,
  ].join('\n');
}

/** A Python string literal; names come from files and may hold anything. */
export function py(text: string): string {
  return JSON.stringify(text);
}
