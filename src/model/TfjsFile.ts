import type { JsonObject } from './Json.ts';
import type { Shape } from './Shape.ts';
import type { Tensor } from './Tensor.ts';

/** A weight of a TensorFlow.js manifest, as TensorFlow.js names and decodes it. */
export interface TfjsWeight {
  readonly name: string;
  readonly shape: Shape;
  /** `group: "optimizer"` in the manifest: state of training. */
  readonly optimizer: boolean;
  /** Quantised values come expanded. */
  read(): Promise<Tensor>;
}

/** What an engine of TensorFlow.js itself needs of a model.json: all of it but where the bytes lie. */
export interface TfjsFile {
  readonly kind: 'layers' | 'graph';
  /** model.json as parsed: `modelTopology` (a Keras config, or a GraphDef with `node` and `library`), `signature` … */
  readonly document: JsonObject;
  /** In the order of the manifest. */
  readonly weights: readonly TfjsWeight[];
}
