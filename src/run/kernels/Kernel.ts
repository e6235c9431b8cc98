import type { KerasVersion } from '../../keras/index.ts';
import type { JsonObject, LayerKind } from '../../model/index.ts';
import type { CallMode, Mode } from '../mode/Mode.ts';
import type { Noise } from '../mode/Noise.ts';
import type { Precision } from '../precision/Precision.ts';
import type { Resolved, Value } from '../Value.ts';
import type { Weights } from '../Weights.ts';

/** A layer inside a layer, as configs hold it: `{class_name, config, module?}`. */
export interface InnerLayer {
  readonly className: string;
  readonly module: string | null;
  readonly config: JsonObject;
  /** Known for layers of the graph; an operator may carry the class name of a layer. */
  readonly kind?: LayerKind;
  /** The whole entry; models need it. */
  readonly envelope?: JsonObject;
}

/** One call of one layer, ready to compute. */
export interface KernelCall {
  readonly className: string;
  /** Options in their one form. */
  readonly options: JsonObject;
  readonly version: KerasVersion | null;
  readonly args: readonly Resolved[];
  readonly kwargs: Readonly<Record<string, Resolved>>;
  readonly weights: Weights;
  /** Where the layer rounds, when it computes in 16 bits. */
  readonly precision: Precision;
  /** What the run says about training; `isTraining` also asks the call. */
  readonly mode: CallMode;
  /** Modes that the run gives to classes, also of layers inside this one. */
  readonly classes: ReadonlyMap<string, Mode>;
  /** What is random in training mode. */
  readonly noise: Noise;
  /** Runs a layer or model that this one holds; its weights lie below `path` unless others are given. */
  readonly inner: (
    layer: InnerLayer,
    path: string,
    args: readonly Resolved[],
    kwargs?: Readonly<Record<string, Resolved>>,
    weights?: Weights,
  ) => readonly Value[];
  /** The same call seen by a part of it (a cell): that part's class and options, this call's weights. */
  readonly inside: (layer: InnerLayer) => KernelCall;
}

/** Computes a call. Runs inside `tidy`: only what it returns stays. */
export type Kernel = (call: KernelCall) => readonly Value[];

/** Kernels by class name. */
export type KernelTable = Readonly<Record<string, Kernel>>;

/** What one call needs besides its arguments. */
export interface CallSite {
  readonly version: KerasVersion | null;
  readonly weights: Weights;
  /** Predicting unless said. */
  readonly mode?: CallMode;
  readonly classes?: ReadonlyMap<string, Mode>;
  readonly noise?: Noise;
}

/** Computes one call of one layer. */
export type CallLayer = (
  layer: InnerLayer,
  site: CallSite,
  args: readonly Resolved[],
  kwargs: Readonly<Record<string, Resolved>>,
) => readonly Value[];
