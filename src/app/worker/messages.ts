import type {
  ActivationDetail,
  CompareOptions,
  HostFile,
  LoadingReport,
  ModelInside,
  OpenedSlot,
  Pipeline,
  Progress,
  Result,
  Slot,
  VariableDetail,
} from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';

/** Every call of the pipeline: what goes in, what comes back. */
export interface Calls {
  open: { args: [Slot, readonly HostFile[]]; back: Result<OpenedSlot> };
  clear: { args: [Slot]; back: undefined };
  swap: { args: []; back: undefined };
  compare: { args: [CompareOptions]; back: Result<Report> };
  variable: { args: [number, string | undefined]; back: Result<VariableDetail> };
  activation: { args: [number, number]; back: Result<ActivationDetail> };
  loading: { args: Parameters<Pipeline['loading']>; back: Result<LoadingReport> };
  inside: { args: Parameters<Pipeline['inside']>; back: Result<ModelInside> };
  stored: { args: Parameters<Pipeline['stored']>; back: Result<VariableDetail> };
}

/** Names of the calls. */
export type CallName = keyof Calls;

/** Page → worker. */
export type Request =
  | {
      [Name in CallName]: {
        readonly kind: 'call';
        readonly id: number;
        readonly name: Name;
        readonly args: Calls[Name]['args'];
      };
    }[CallName]
  | { readonly kind: 'abort'; readonly id: number };

/**
 * Worker → page. `ready`: it listens. `lost`: it cannot go on and wants to be replaced; `gpu` when the browser took the
 * graphics card back.
 */
export type Response =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'report'; readonly id: number; readonly report: Report; readonly complete: boolean }
  | { readonly kind: 'done'; readonly id: number; readonly value: Calls[CallName]['back'] }
  | { readonly kind: 'fault'; readonly id: number; readonly message: string }
  | { readonly kind: 'lost'; readonly because: string; readonly gpu: boolean };
