import type { LayerId, NodeId, Shape } from '../model/index.ts';

/** What computes: named in every report. */
export type Backend = 'webgl' | 'wasm' | 'cpu';

/** How a layer fares when both models run. */
export type RunVerdict = 'equal' | 'noise' | 'born' | 'inherited' | 'amplified' | 'absorbed' | 'not-run';

/** One output of the models over all samples. |Δ| leaves pairs of NaN out. */
export interface OutputRow {
  readonly name: string;
  readonly shape: Shape;
  /** B's shape, only where it is another one: nothing can be measured then, and every figure is 0. */
  readonly shapeB?: Shape;
  readonly maxAbs: number;
  readonly maxRel: number;
  readonly meanAbs: number;
  readonly rms: number;
  /** Samples whose largest class changes (0 for outputs that are no classification). */
  readonly flips: number;
  /** How large a gap is still noise here. */
  readonly allowed: number;
  readonly nanA: number;
  readonly nanB: number;
  readonly verdict: 'equal' | 'noise' | 'different';
}

/** One call of one layer in both models. Errors are relative to the largest |value| of A's output. */
export interface RunRow {
  readonly a: LayerId | null;
  readonly b: LayerId | null;
  readonly nodeA: NodeId | null;
  readonly nodeB: NodeId | null;
  readonly className: string;
  readonly shape: Shape | null;
  /** Largest |Δ| of the outputs, each model on its own inputs. */
  readonly maxAbs: number | null;
  /** The same ÷ largest |A|. */
  readonly relative: number | null;
  /** Relative error with both layers fed A's inputs: what this layer adds by itself. */
  readonly ownError: number | null;
  /** Relative error of what comes in. */
  readonly inputError: number | null;
  /** How far A is from itself on another backend and batch size, relative. */
  readonly noiseFloor: number | null;
  readonly nanA: number;
  readonly nanB: number;
  readonly verdict: RunVerdict;
  /** Why it did not run, or what was decided and by which figures. */
  readonly because?: string;
}

/** One sample: what each model says. */
export interface SampleRow {
  readonly index: number;
  /** Largest |Δ| over all outputs. */
  readonly gap: number;
  /** Whether the decision of any output changes. */
  readonly flipped: boolean;
  /** First output's values (at most 64), flattened. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** The same of each output by itself, in the order of `outputs`; absent where there is only one. */
  readonly outputs?: readonly SampleOutput[];
}

/** One output of one sample. No values where the two shapes differ. */
export type SampleOutput = Pick<SampleRow, 'gap' | 'flipped' | 'a' | 'b'>;

/** How much of a model ran. */
export interface Coverage {
  readonly executed: number;
  readonly total: number;
  /** The first layer that stopped a path, by side. */
  readonly stoppedAt?: {
    readonly side: 'a' | 'b';
    readonly layer: LayerId;
    readonly className: string;
    readonly because: string;
    /** Whether no file holds its code: the user can supply it, or treat the layer as identity. */
    readonly foreign?: boolean;
  };
}

/** The same samples through both models. */
export interface RunComparison {
  readonly inputs: {
    /** `generated, seed 0` or the file's name. */
    readonly source: string;
    /** Of the samples' bytes, 64 hexadecimal digits. */
    readonly sha256: string;
    readonly samples: number;
    /** How they were read, where more is to be said than their source: what pictures were made into, NaN inside. */
    readonly notes?: readonly string[];
    /** Where preprocessing files were given: what the samples went through on each side, `null` where they went in as they are. */
    readonly through?: { readonly a: string | null; readonly b: string | null };
  };
  readonly backend: Backend;
  /** The backend that confirmed the first divergent layer, `null` when there was none. */
  readonly confirmedOn: Backend | null;
  readonly coverage: Coverage;
  readonly outputs: readonly OutputRow[];
  readonly layers: readonly RunRow[];
  /** The first layer, in graph order, whose own error is real (`born`) and reaches an output that differs; `null` where all agree. */
  readonly firstDivergent: LayerId | null;
  readonly samples: readonly SampleRow[];
}
