import type { Json, PartialShape } from '../../model/index.ts';
import type { Call, CallArgument, CallRef } from './Call.ts';
import type { Envelope } from './Envelope.ts';

/** One layer of one config with its calls there. */
export interface Entry {
  readonly envelope: Envelope;
  readonly name: string;
  readonly calls: readonly Call[];
  /** The nested config, when the layer is a model. */
  readonly nested: Blueprint | null;
}

/** An input as the config declares it. */
export interface InputPort {
  readonly ref: CallRef;
  /** Name of the input layer, or the key in a dict of inputs. */
  readonly name: string;
  readonly shape: PartialShape;
  readonly dtype: string;
}

/** One model's config, read but not yet inlined: entries by name, in config order. */
export interface Blueprint {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly inputs: readonly InputPort[];
  /** Output tensors in their order; dicts sorted by key, as Keras flattens them. */
  readonly outputs: readonly { readonly ref: CallRef; readonly name: string }[];
  /** Whether several outputs, or a structure, come back. */
  readonly inputStructure: Json;
}

/** An argument that is one tensor. */
export const tensorArgument = (ref: CallRef): CallArgument => ({ kind: 'tensor', ref });
