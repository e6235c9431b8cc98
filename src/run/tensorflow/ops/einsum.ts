import { einsum } from '../../ops/einsum.ts';
import type { Compute } from './OpCall.ts';

/** Sums of products by an equation: wasm has no kernel of its own for them. */
export const EINSUM: Readonly<Record<string, Compute>> = {
  Einsum: (call) => einsum(call.text('equation'), call.inputs),
};
