import type { Finding, RuledOut } from '../diagnose/index.ts';
import type { LayerRow, VariableRow } from '../diff/index.ts';
import type { FormatId, Holds, PartialShape, Producer, ReadFailure, ReadNote } from '../model/index.ts';
import type { RunComparison } from '../run/index.ts';

/** The answer, in one word. */
export type Verdict = 'identical' | 'equivalent' | 'different' | 'inconclusive';

/** An input or output of a model. */
export interface PortSummary {
  readonly name: string;
  readonly shape: PartialShape;
  readonly dtype: string;
}

/** What one file is. */
export interface ModelSummary {
  readonly name: string;
  readonly format: FormatId;
  readonly holds: Holds;
  readonly className: string | null;
  readonly producer: Producer;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  readonly layerCount: number;
  readonly variableCount: number;
  readonly parameterCount: number;
  /** Stored tensors of the optimizer. */
  readonly optimizerVariableCount: number;
  readonly inputs: readonly PortSummary[];
  readonly outputs: readonly PortSummary[];
  /** Whether every layer can be run here; else the first that cannot. */
  readonly runs: { readonly can: true } | { readonly can: false; readonly because: string };
  readonly notes: readonly ReadNote[];
}

/** How the comparison was made. */
export interface Settings {
  readonly samples: number;
  readonly seed: number;
  readonly run: boolean;
  readonly backend: string;
  readonly tolerance: 'measured';
  /** Layers whose code no file holds, and that were taken to hand their input on as it is. */
  readonly identity?: readonly string[];
  /** Preprocessing that samples went through, by side: `StandardScaler (b.pkl, scikit-learn 1.5.2)`. */
  readonly scalers?: { readonly a: string | null; readonly b: string | null };
}

/** Something left out of a shared report. */
export interface Redaction {
  readonly path: string;
  readonly why: string;
}

/** The one document that the page draws, the command line prints and people share. */
export interface Report {
  readonly schema: 1;
  /** `twinspect@0.1.0` */
  readonly madeBy: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly verdict: Verdict;
  /** One plain sentence. */
  readonly headline: string;
  readonly a: ModelSummary;
  /** Null in one-model mode. */
  readonly b: ModelSummary | null;
  readonly layers: readonly LayerRow[];
  readonly variables: readonly VariableRow[];
  readonly runs: readonly RunComparison[];
  /** Best first. */
  readonly findings: readonly Finding[];
  readonly ruledOut: readonly RuledOut[];
  readonly settings: Settings;
  readonly redacted: readonly Redaction[];
}

/** What is written instead when a file could not be read or an argument is wrong. */
export interface TroubleReport {
  readonly schema: 1;
  readonly error: ReadFailure;
}
