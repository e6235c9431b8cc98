import { sizeOf } from '../model/index.ts';
import { commonSubsequence } from './commonSubsequence.ts';
import type { Ladder } from './Ladder.ts';
import type { Candidate } from './layerKeys.ts';

/**
 * Layers of a Keras model and the operations that a converter made of them: by the layer's name among the scopes of the
 * operation, by content whatever its layout, then in order, by how many values they have.
 */
export async function pairForeign(
  ladder: Ladder,
  keyByContent: (ladder: Ladder) => Promise<void>,
): Promise<void> {
  pairByScope(ladder);
  await keyByContent(ladder);
  const [a, b] = [ladder.openA.filter(hasVariables), ladder.openB.filter(hasVariables)];
  for (const [i, j] of commonSubsequence(a.map(sizes), b.map(sizes)))
    ladder.pair(a[i] as Candidate, b[j] as Candidate, 'position');
}

const hasVariables = ({ variables }: Candidate): boolean => variables.length > 0;

const sizes = ({ variables }: Candidate): string =>
  variables
    .map(({ shape }) => sizeOf(shape))
    .sort((x, y) => x - y)
    .join(' ');

type Spelling = (scope: string) => string;

/** Exporting counts scopes: `dense` is written as `dense_1`, `dense_1` as `dense_1_1`, or all as they are. */
const SPELLINGS: readonly Spelling[] = [(scope) => scope, (scope) => scope.replace(/_\d+$/, '')];

function pairByScope(ladder: Ladder): void {
  const { openA, openB } = ladder;
  // Scopes are spelled, not the names of layers: they stand on the other side of those, where one has any.
  const [layersInA, layersInB] = [openA, openB].map((open) => open.some((it) => !isOperation(it)));
  const trials = [...SPELLINGS].flatMap((spell) => [
    layersInA || !layersInB ? matches(openA, openB, spell) : [],
    layersInB || !layersInA ? matches(openB, openA, spell).map(([b, a]) => [a, b] as const) : [],
  ]);
  const best = trials.reduce((most, trial) => (trial.length > most.length ? trial : most), []);
  for (const [a, b] of best) ladder.pair(a, b, 'name');
}

const isOperation = ({ layer }: Candidate): boolean =>
  layer.kind === 'tensorflow' || layer.kind === 'converted' || layer.className === 'InputLayer';

type Found = readonly (readonly [Candidate, Candidate])[];

/** Layers that people named, with the only operation of that scope that has as many values. */
function matches(layers: readonly Candidate[], operations: readonly Candidate[], spell: Spelling): Found {
  const named = new Map(
    layers
      .filter((it) => !it.autoNamed && hasVariables(it))
      .map((candidate) => [candidate.layer.id, candidate] as const),
  );
  const byLayer = new Map<Candidate, Candidate[]>();
  for (const operation of operations.filter(hasVariables)) {
    const id = scopesOf(operation, spell).find((scope) => named.has(scope));
    const owner = named.get(id ?? '');
    if (owner) byLayer.set(owner, [...(byLayer.get(owner) ?? []), operation]);
  }
  return [...byLayer].flatMap(([layer, found]) => {
    const [only, ...more] = found.filter((it) => sizes(it) === sizes(layer));
    return only && more.length === 0 ? [[layer, only] as const] : [];
  });
}

/** Deeper than this no scope is looked through. */
const MAX_DEPTH = 16;

/**
 * Every run of names in the scopes that an operation and its tensors stand in, the longest first. Names are joined by slashes,
 * several scopes by semicolons.
 */
function scopesOf({ layer, variables }: Candidate, spell: Spelling): string[] {
  const stated = variables.filter(({ named }) => named === 'file');
  const texts = [layer.id, ...stated.map(({ place }) => place)].flatMap((text) => text.split(';'));
  const runs = new Set<string>();
  for (const text of new Set(texts)) {
    const names = text.split('/', MAX_DEPTH).map(spell);
    for (let from = 0; from < names.length; from++)
      for (let end = from + 1; end <= names.length; end++) runs.add(names.slice(from, end).join('/'));
  }
  return [...runs].sort((x, y) => y.length - x.length);
}
