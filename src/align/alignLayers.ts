import {
  areForeign,
  type Graph,
  groupBy,
  hasGraph,
  type Layer,
  type ModelArtifact,
  placeTells,
  ReadError,
} from '../model/index.ts';
import { commonSubsequence } from './commonSubsequence.ts';
import { evidenceOf } from './evidence.ts';
import { Ladder, type Match } from './Ladder.ts';
import { type Candidate, candidatesOf } from './layerKeys.ts';
import type { LayerPair } from './Pair.ts';
import { pairForeign } from './pairForeign.ts';
import { placesDecide } from './placesDecide.ts';

/** A pairing that a person gave: lists of paths, paired in order. */
export interface ByHand {
  readonly a: readonly string[];
  readonly b: readonly string[];
}

/** Content of a layer's variables as one key, `null` when it has none or they are constant. Only asked where names leave a doubt. */
export type ContentKey = (side: 'a' | 'b', candidate: Candidate) => Promise<string | null>;

/**
 * Lines up the layers of two models: by hand, then by names that people gave, by content, by position among layers of one
 * signature, by class and shape. What disagrees with the rung that decided stays in the pair's evidence.
 */
export async function alignLayers(
  a: ModelArtifact,
  b: ModelArtifact,
  byHand: readonly ByHand[],
  contentOf: ContentKey,
): Promise<LayerPair[]> {
  const candidatesA = candidatesOf(a);
  const candidatesB = candidatesOf(b);
  const ladder = new Ladder(candidatesA, candidatesB);
  pairByHand(ladder, byHand);
  if (areForeign(a, b)) {
    pairInputs(ladder, a, b);
    await pairForeign(ladder, (open) => pairByContent(open, contentOf));
  } else await pairAlike(ladder, a, b, contentOf);
  return inOrder(ladder, candidatesA, candidatesB);
}

async function pairAlike(
  ladder: Ladder,
  a: ModelArtifact,
  b: ModelArtifact,
  contentOf: ContentKey,
): Promise<void> {
  ladder.pairByKey('name', ({ layer, autoNamed }) => (autoNamed ? null : `${layer.className} ${layer.id}`));
  pairInputs(ladder, a, b);
  pairSameCounters(ladder);
  await pairByContentOrPlace(ladder, { a, b }, contentOf);
  if ([a, b].some(({ layers }) => layers.some(isOperations))) pairOperations(ladder);
  ladder.pairByKey('name', ({ layer, autoNamed }) => (autoNamed ? null : `${layer.className} ${layer.name}`));
  pairInOrder(ladder, 'position', ({ signature }) => signature);
  pairInOrder(ladder, 'shape', ({ layer }) => layer.className);
  ladder.pairByKey('name', ({ layer, autoNamed }) => (autoNamed ? null : layer.id));
}

function pairByHand(ladder: Ladder, byHand: readonly ByHand[]): void {
  const a = new Map(ladder.openA.map((it) => [it.layer.id, it]));
  const b = new Map(ladder.openB.map((it) => [it.layer.id, it]));
  for (const hand of byHand) {
    hand.a.forEach((id, i) => {
      ladder.pair(known(a, id, 'A'), known(b, hand.b[i] ?? '', 'B'), 'by-hand');
    });
  }
}

function known(layers: ReadonlyMap<string, Candidate>, id: string, side: string): Candidate {
  const found = layers.get(id);
  if (found) return found;
  throw new ReadError('missing-part', `${side} has no layer "${id}" that could be paired by hand.`, id);
}

const isOperations = ({ kind }: Pick<Layer, 'kind'>): boolean => kind === 'tensorflow';

/**
 * Layers of a TensorFlow graph, whose classes are unknown: by the same name and shapes, then in order, by shapes where they
 * have variables and by the name without its counter where they have none.
 */
function pairOperations(ladder: Ladder): void {
  ladder.pairByKey('name', (it) => `${it.layer.id} ${shapesOf(it)}`);
  pairScopes(ladder);
  const weighted = (it: Candidate): string => (it.variables.length > 0 ? shapesOf(it) : it.layer.id);
  pairInOrder(ladder, 'position', weighted);
  pairInOrder(ladder, 'position', ({ layer }) => layer.id.replace(/_\d+$/, ''));
}

type Spelling = (candidate: Candidate) => string;

const asIs: Spelling = ({ layer }) => layer.id;
const withoutCounters: Spelling = ({ layer }) =>
  isOperations(layer) ? layer.id.replace(/_\d+(?=\/|$)/g, '') : layer.id;

/**
 * Scopes of a graph whose layers no variable tells: as they are, or as Keras 3 exports them, where TensorFlow counts every scope
 * up: `dense_2` for `dense`, `dense_1_1` for `dense_1`. What pairs more layers is taken.
 */
function pairScopes(ladder: Ladder): void {
  const { openA, openB } = ladder;
  const ways = [
    [asIs, asIs],
    [withoutCounters, asIs],
    [asIs, withoutCounters],
  ] as const;
  const found = ways.map(([a, b]) => pairsBy(openA, openB, a, b));
  const best = found.reduce((most, it) => (it.length > most.length ? it : most));
  // Between two graphs of operations a name alone says too little.
  const bothTell = [openA, openB].every((open) => open.some(({ layer }) => isOperations(layer)));
  if (bothTell && best === found[0]) return;
  for (const [a, b] of best) ladder.pair(a, b, 'name');
}

/** Candidates whose spelling occurs once on each side. */
function pairsBy(
  a: readonly Candidate[],
  b: readonly Candidate[],
  spellA: Spelling,
  spellB: Spelling,
): [Candidate, Candidate][] {
  const [left, right] = [groupBy(a, spellA), groupBy(b, spellB)];
  return [...left].flatMap(([key, [mine, ...more]]): [Candidate, Candidate][] => {
    const [theirs, ...others] = right.get(key) ?? [];
    return mine && theirs && more.length + others.length === 0 ? [[mine, theirs]] : [];
  });
}

const shapesOf = ({ variables }: Candidate): string =>
  variables
    .map(({ shape }) => shape.join())
    .sort()
    .join(' ');

/** Inputs by name; else by their place among the inputs, where both models have as many and list them in an order. */
function pairInputs(ladder: Ladder, a: ModelArtifact, b: ModelArtifact): void {
  ladder.pairByKey('name', ({ layer }) => (layer.className === 'InputLayer' ? layer.id : null));
  if (!hasGraph(a) || !hasGraph(b) || a.graph.inputs.length !== b.graph.inputs.length) return;
  const tells = ({ keyed, inputs }: Graph): boolean => placeTells(keyed?.includes('inputs') === true, inputs);
  if (!tells(a.graph) || !tells(b.graph)) return;
  const placed = (open: readonly Candidate[], { graph }: Placed): (Candidate | undefined)[] =>
    graph.inputs.map(({ ref }) => open.find(({ layer }) => layer.id === ref.node));
  const theirs = placed(ladder.openB, b);
  placed(ladder.openA, a).forEach((mine, i) => {
    const other = theirs[i];
    if (mine && other) ladder.pair(mine, other, 'position');
  });
}

type Placed = ModelArtifact & { readonly graph: Graph };

/**
 * Names that Keras made up count only when both models have the same ones in the same order: after another model in the
 * same session every counter is shifted.
 */
function pairSameCounters(ladder: Ladder): void {
  const a = groupBy(ladder.openA, keyOfCounter);
  const b = groupBy(ladder.openB, keyOfCounter);
  for (const [key, left] of a) {
    const right = b.get(key) ?? [];
    const same =
      left.length === right.length &&
      left.every((it, i) => it.layer.id === right[i]?.layer.id && it.signature === right[i]?.signature);
    if (same)
      left.forEach((it, i) => {
        ladder.pair(it, right[i] as Candidate, 'name');
      });
  }
}

const keyOfCounter = ({ layer }: Candidate): string => `${layer.parent ?? ''} ${layer.className}`;

async function pairByContent(ladder: Ladder, contentOf: ContentKey): Promise<void> {
  const keys = await contentKeys(ladder, contentOf);
  ladder.pairByKey('content', (it) => keys.get(it) ?? null);
}

/** By content, unless the places of the layers contradict it: then their values have changed places. */
async function pairByContentOrPlace(
  ladder: Ladder,
  models: { readonly a: ModelArtifact; readonly b: ModelArtifact },
  contentOf: ContentKey,
): Promise<void> {
  const keys = await contentKeys(ladder, contentOf);
  const paired = new Map(ladder.matches.map(({ a, b }) => [a.layer.id, b.layer.id]));
  if (placesDecide(models, paired, ladder.openA, ladder.openB, keys))
    pairInOrder(ladder, 'position', ({ signature }) => signature);
  else ladder.pairByKey('content', (it) => keys.get(it) ?? null);
}

async function contentKeys(
  { openA, openB }: Ladder,
  contentOf: ContentKey,
): Promise<Map<Candidate, string | null>> {
  const keys = new Map<Candidate, string | null>();
  if (openA.length === 0 || openB.length === 0) return keys;
  for (const it of openA) keys.set(it, await contentOf('a', it));
  for (const it of openB) keys.set(it, await contentOf('b', it));
  return keys;
}

function pairInOrder(
  ladder: Ladder,
  how: 'position' | 'shape',
  keyOf: (candidate: Candidate) => string,
): void {
  const a = ladder.openA;
  const b = ladder.openB;
  for (const [i, j] of commonSubsequence(a.map(keyOf), b.map(keyOf))) {
    ladder.pair(a[i] as Candidate, b[j] as Candidate, how);
  }
}

/** A's order; what only B has stands behind the layer that precedes it there. */
function inOrder(
  ladder: Ladder,
  candidatesA: readonly Candidate[],
  candidatesB: readonly Candidate[],
): LayerPair[] {
  const ofA = new Map<Candidate, Match>(ladder.matches.map((it) => [it.a, it]));
  const ofB = new Map<Candidate, Match>(ladder.matches.map((it) => [it.b, it]));
  const onlyB = new Map<Candidate | null, Candidate[]>();
  let anchor: Candidate | null = null;
  for (const candidate of candidatesB) {
    const match = ofB.get(candidate);
    if (match) anchor = match.a;
    else onlyB.set(anchor, [...(onlyB.get(anchor) ?? []), candidate]);
  }
  const added = (after: Candidate | null): LayerPair[] =>
    (onlyB.get(after) ?? []).map((it) => ({ kind: 'only-b', b: it.layer.id }));
  const context = { rankA: rankOf(candidatesA), rankB: rankOf(candidatesB) };
  return [
    ...added(null),
    ...candidatesA.flatMap((it): LayerPair[] => {
      const match = ofA.get(it);
      return [match ? evidenceOf(match, context) : { kind: 'only-a', a: it.layer.id }, ...added(it)];
    }),
  ];
}

/** Every candidate's number among those of its class. */
function rankOf(candidates: readonly Candidate[]): Map<Candidate, number> {
  const seen = new Map<string, number>();
  return new Map(
    candidates.map((it) => {
      const rank = (seen.get(it.layer.className) ?? 0) + 1;
      seen.set(it.layer.className, rank);
      return [it, rank];
    }),
  );
}
