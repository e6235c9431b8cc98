/** Lines two models up: which layer and variable of A is which of B, and why. It compares identities, never judges values. */
export { alignLayers, type ByHand, type ContentKey } from './alignLayers.ts';
export { alignVariables } from './alignVariables.ts';
export type { Candidate } from './layerKeys.ts';
export type { Alignment, LayerPair, Pair, PairEvidence, PairedBy, VariablePair } from './Pair.ts';
