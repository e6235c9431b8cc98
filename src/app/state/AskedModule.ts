/** A module of custom layers, before the user agreed to run it. */
export interface AskedModule {
  readonly name: string;
  readonly path: string;
  readonly blob: Blob;
}
