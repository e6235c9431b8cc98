import { groupBy, type ModelArtifact, type Variable } from '../model/index.ts';
import type { LayerPair, VariablePair } from './Pair.ts';

/** Pairs the variables of paired layers by role; weights only, in the order of the layers. Unclaimed ones pair by id. */
export function alignVariables(
  a: ModelArtifact,
  b: ModelArtifact,
  layers: readonly LayerPair[],
): VariablePair[] {
  const ofA = byLayer(a);
  const ofB = byLayer(b);
  const rows = layers.flatMap((pair): VariablePair[] => {
    if (pair.kind === 'only-a') return (ofA.get(pair.a) ?? []).map((it) => ({ kind: 'only-a', a: it.id }));
    if (pair.kind === 'only-b') return (ofB.get(pair.b) ?? []).map((it) => ({ kind: 'only-b', b: it.id }));
    return inLayer(ofA.get(pair.a) ?? [], ofB.get(pair.b) ?? [], pair);
  });
  return [...rows, ...unclaimed(a, b)];
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
): VariablePair[] {
  const open = new Map(b.map((it) => [it.role, it]));
  const rows = a.map((it): VariablePair => {
    const other = open.get(it.role);
    if (!other) return { kind: 'only-a', a: it.id };
    open.delete(it.role);
    return { kind: 'both', a: it.id, b: other.id, how, confidence, evidence };
  });
  return [...rows, ...[...open.values()].map((it): VariablePair => ({ kind: 'only-b', b: it.id }))];
}

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
