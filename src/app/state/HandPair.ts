/** Two layers that the user paired. */
export interface HandPair {
  readonly a: string;
  readonly b: string;
}

/** Where picking stands: which layer of A was picked, if any. */
export interface Picking {
  readonly a: string | null;
}
