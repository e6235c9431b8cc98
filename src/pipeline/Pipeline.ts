import type { VariableDetail } from '../diff/index.ts';
import type { LoadingKeras } from '../keras/index.ts';
import type { ByteSource, DType, LayerId, ReadFailure, Shape, VariableId } from '../model/index.ts';
import type { ModelSummary, Report } from '../report/index.ts';
import type { Backend } from '../run/index.ts';
import type { LoadingReport } from './loadingReport.ts';
import type { ModelInside } from './ModelInside.ts';

/** Success, or why not, as plain data: classes do not survive the way out of a worker. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ReadFailure };

/** What a file is opened as. */
export type Slot = 'a' | 'b' | 'inputs' | 'reference' | 'scaler-a' | 'scaler-b' | 'custom';

/** A file as the host hands it over: a browser `File`, or bytes behind a `ByteSource` in Node. */
export interface HostFile {
  readonly name: string;
  /** Path below the dropped folder, with `/`. Equal to `name` for single files. */
  readonly path: string;
  /** A browser's `File`; a byte source where the host reads files by itself. */
  readonly blob: Blob | ByteSource;
  /** It lies beside the file that was named: taken when that one asks for it. */
  readonly beside?: boolean;
}

/** What is going on, for the progress line. */
export interface Progress {
  /** `open`, `hash`, `align`, `values`, `run`, `report` */
  readonly step: 'open' | 'align' | 'values' | 'run' | 'report';
  /** Plain words: "Running both models, layer 31 of 44." */
  readonly says: string;
  readonly done: number;
  readonly total: number;
}

/** How to compare. */
export interface CompareOptions {
  readonly samples: number;
  readonly seed: number;
  readonly run: boolean;
  /** `auto`: WebGL on hardware, else wasm, else cpu. */
  readonly backend: Backend | 'auto';
  /** Pairs given by hand. */
  readonly map: readonly { readonly a: readonly string[]; readonly b: readonly string[] }[];
  /** Layers, of either side, whose code no file holds and that are taken to hand their input on as it is. */
  readonly identity?: readonly LayerId[];
}

/** What the host hears while a comparison goes on. */
export interface Listener {
  onProgress?(progress: Progress): void;
  /** The report so far: after the files were compared (`runs` empty, verdict from the files), then complete. */
  onReport?(report: Report, complete: boolean): void;
}

/** One layer's outputs for one sample, both sides, for the predictions view. At most 1,024 values each. */
export interface ActivationDetail {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly shape: Shape;
  readonly total: number;
}

/**
 * The whole job behind one interface. The page talks to it through a worker, the command line and tests in-process.
 * Every method resolves; a rejected promise is a bug. At most one comparison runs at a time.
 */
export interface Pipeline {
  /** Opens files into a slot; a failure leaves the slot as it was before. */
  open(slot: Slot, files: readonly HostFile[], signal?: AbortSignal): Promise<Result<OpenedSlot>>;
  clear(slot: Slot): Promise<void>;
  swap(): Promise<void>;
  compare(options: CompareOptions, listener: Listener, signal?: AbortSignal): Promise<Result<Report>>;
  /** `compareWith`: a variable of B other than the row's own. */
  variable(row: number, compareWith?: string): Promise<Result<VariableDetail>>;
  activation(layer: number, sample: number): Promise<Result<ActivationDetail>>;
  /** What Keras would do with the weights of one slot and the model of the other; reads no values. */
  loading(from: 'a' | 'b', keras: LoadingKeras | null): Promise<Result<LoadingReport>>;
  /** What the file in one slot holds, without values. No other file is needed. */
  inside(slot: 'a' | 'b'): Promise<Result<ModelInside>>;
  /** One stored tensor of the file in a slot; side B of the detail is empty. */
  stored(slot: 'a' | 'b', variable: VariableId): Promise<Result<VariableDetail>>;
}

/** What a slot holds after opening. */
export type OpenedSlot =
  | { readonly kind: 'model'; readonly summary: ModelSummary }
  | {
      readonly kind: 'arrays';
      readonly name: string;
      readonly arrays: readonly { readonly name: string; readonly shape: Shape; readonly dtype: DType }[];
    }
  /** A preprocessing file: `StandardScaler`, the scikit-learn that wrote it, the columns that it takes where known. */
  | {
      readonly kind: 'preprocessing';
      readonly name: string;
      readonly label: string;
      readonly version: string | null;
      readonly features: number | null;
    }
  /** A module of custom layers, with the classes or layers that it computes. */
  | { readonly kind: 'code'; readonly name: string; readonly layers: readonly string[] };
