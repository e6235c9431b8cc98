/** Lines two models up: which layer and variable of A is which of B, and why. It compares identities, never judges values. */
export type { Alignment, LayerPair, Pair, PairEvidence, PairedBy, VariablePair } from './Pair.ts';
