import type { Match } from './Ladder.ts';
import type { Candidate } from './layerKeys.ts';
import type { LayerPair, PairEvidence, PairedBy } from './Pair.ts';

const BASE: Readonly<Record<PairedBy, number>> = {
  'by-hand': 1,
  content: 0.97,
  name: 0.95,
  position: 0.75,
  shape: 0.5,
};

/** Turns a match into a pair with every witness heard, those who disagree too, and a confidence between 0 and 1. */
export function evidenceOf(
  { a, b, how }: Match,
  {
    rankA,
    rankB,
  }: { readonly rankA: ReadonlyMap<Candidate, number>; readonly rankB: ReadonlyMap<Candidate, number> },
): LayerPair {
  const evidence = [
    nameEvidence(a, b),
    positionEvidence(a, b, rankA.get(a) ?? 0, rankB.get(b) ?? 0),
    shapeEvidence(a, b),
  ];
  if (how === 'by-hand') evidence.unshift({ by: 'by-hand', agrees: true, says: 'Paired by hand.' });
  if (how === 'content')
    evidence.unshift({ by: 'content', agrees: true, says: 'All their variables hold the same bytes.' });
  const against = evidence.filter((it) => !it.agrees && it.by !== how).length;
  const confidence = how === 'by-hand' ? 1 : Math.max(0.1, BASE[how] - 0.1 * against);
  return { kind: 'both', a: a.layer.id, b: b.layer.id, how, confidence: round(confidence), evidence };
}

function nameEvidence(a: Candidate, b: Candidate): PairEvidence {
  const agrees = a.layer.id === b.layer.id;
  const weak = a.autoNamed && b.autoNamed ? ' (names that Keras made up)' : '';
  const says = agrees
    ? `Both are called ${a.layer.id}${weak}.`
    : `A calls it ${a.layer.id}, B ${b.layer.id}${weak}.`;
  return { by: 'name', agrees, says };
}

function positionEvidence(a: Candidate, b: Candidate, rankA: number, rankB: number): PairEvidence {
  const agrees = a.layer.className === b.layer.className && rankA === rankB;
  const says = agrees
    ? `Both are number ${rankA} of the ${a.layer.className} layers.`
    : `In A it is number ${rankA} of the ${a.layer.className} layers, in B number ${rankB} of the ${b.layer.className} layers.`;
  return { by: 'position', agrees, says };
}

function shapeEvidence(a: Candidate, b: Candidate): PairEvidence {
  const agrees = a.signature === b.signature;
  return {
    by: 'shape',
    agrees,
    says: agrees ? 'Class and shapes agree.' : 'Class or shapes of their variables differ.',
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
