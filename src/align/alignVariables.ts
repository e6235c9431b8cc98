import { areForeign, groupBy, type ModelArtifact, sizeOf, type Variable } from '../model/index.ts';
import type { LayerPair, VariablePair } from './Pair.ts';

/** Pairs the variables of paired layers by role; weights only, in the order of the layers. Unclaimed ones pair by id. */
export function alignVariables(
  a: ModelArtifact,
  b: ModelArtifact,
  layers: readonly LayerPair[],
): VariablePair[] {
  const ofA = byLayer(a);
  const ofB = byLayer(b);
  const foreign = areForeign(a, b);
  const rows = layers.flatMap((pair): VariablePair[] => {
    if (pair.kind === 'only-a') return (ofA.get(pair.a) ?? []).map((it) => ({ kind: 'only-a', a: it.id }));
    if (pair.kind === 'only-b') return (ofB.get(pair.b) ?? []).map((it) => ({ kind: 'only-b', b: it.id }));
    return inLayer(ofA.get(pair.a) ?? [], ofB.get(pair.b) ?? [], pair, foreign);
  });
  // What tells a converter's operations their shapes has no counterpart in Keras.
  return foreign ? byFullName(a, b, rows) : [...rows, ...unclaimed(a, b)];
}

/**
 * Two graphs of operations may be grouped into other layers: variables that no paired layers hold belong together where both files
 * give them the same whole name and shape.
 */
function byFullName(a: ModelArtifact, b: ModelArtifact, rows: readonly VariablePair[]): VariablePair[] {
  const key = ({ id, shape }: Variable): string => `${id} ${shape.join()}`;
  const keysOf = ({ variables }: ModelArtifact): Map<string, string> =>
    new Map(variables.flatMap((it) => (it.named === 'file' ? [[it.id, key(it)] as const] : [])));
  const [inA, inB] = [keysOf(a), keysOf(b)];
  const openB = new Map(
    rows.flatMap((row) => (row.kind === 'only-b' ? [[inB.get(row.b), row] as const] : [])),
  );
  const taken = new Set<VariablePair>();
  const paired = rows.map((row): VariablePair => {
    const name = row.kind === 'only-a' ? inA.get(row.a) : undefined;
    const other = name === undefined ? undefined : openB.get(name);
    if (row.kind !== 'only-a' || !other) return row;
    taken.add(other);
    return { kind: 'both', a: row.a, b: other.b, how: 'name', confidence: 0.9, evidence: [] };
  });
  return paired.filter((row) => !taken.has(row));
}

function byLayer(artifact: ModelArtifact): Map<string | null, Variable[]> {
  return groupBy(
    artifact.variables.filter((it) => it.purpose === 'weight'),
    (it) => it.layer,
  );
}

function inLayer(
  a: readonly Variable[],
  b: readonly Variable[],
  { how, confidence, evidence }: Extract<LayerPair, { kind: 'both' }>,
  foreign: boolean,
): VariablePair[] {
  const open = new Map(b.map((it) => [it.role, it]));
  const rows = a.map((it): VariablePair => {
    const other =
      open.get(it.role) ??
      [...open.values()].find((theirs) => tailOf(theirs) === tailOf(it)) ??
      (foreign ? onlyOfItsSize(it, a, [...open.values()]) : onlyOfItsShape(it, a, [...open.values()]));
    if (!other) return { kind: 'only-a', a: it.id };
    open.delete(other.role);
    return { kind: 'both', a: it.id, b: other.id, how, confidence, evidence };
  });
  return [...rows, ...[...open.values()].map((it): VariablePair => ({ kind: 'only-b', b: it.id }))];
}

/**
 * Frozen graphs lose the names of variables: in such a layer a variable is known by its shape, where no other has it on
 * either side.
 */
function onlyOfItsShape(
  it: Variable,
  mine: readonly Variable[],
  theirs: readonly Variable[],
): Variable | undefined {
  const alike = (other: Variable): boolean => other.shape.join() === it.shape.join();
  const [only, ...more] = theirs.filter(alike);
  const nameless = it.role === it.id || only?.role === only?.id;
  return nameless && more.length === 0 && mine.filter(alike).length === 1 ? only : undefined;
}

/** Converters have other names for the same part, and other layouts: what has as many values as no other is meant. */
function onlyOfItsSize(
  it: Variable,
  mine: readonly Variable[],
  theirs: readonly Variable[],
): Variable | undefined {
  const alike = (other: Variable): boolean => sizeOf(other.shape) === sizeOf(it.shape);
  const [only, ...more] = theirs.filter(alike);
  return more.length === 0 && mine.filter(alike).length === 1 ? only : undefined;
}

/** Its name below its layer: files that do not describe their layers give other roles to the same names. */
const tailOf = ({ id, layer }: Variable): string =>
  layer !== null && id.startsWith(`${layer}/`) ? id.slice(layer.length + 1) : id;

/** Tensors that no layer of the config asks for: `other`, and weights of no layer. */
function unclaimed(a: ModelArtifact, b: ModelArtifact): VariablePair[] {
  const loose = (artifact: ModelArtifact): Variable[] =>
    artifact.variables.filter(
      (it) => it.purpose === 'other' || (it.purpose === 'weight' && it.layer === null),
    );
  const open = new Map(loose(b).map((it) => [it.id, it]));
  const rows = loose(a).map((it): VariablePair => {
    const other = open.get(it.id);
    if (!other) return { kind: 'only-a', a: it.id };
    open.delete(it.id);
    return { kind: 'both', a: it.id, b: other.id, how: 'name', confidence: 0.9, evidence: [] };
  });
  return [...rows, ...[...open.values()].map((it): VariablePair => ({ kind: 'only-b', b: it.id }))];
}
