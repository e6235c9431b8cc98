import type { GraphNode } from '@tensorflow/tfjs-converter';
import type { Tensor } from '@tensorflow/tfjs-core';
import { CONVOLUTIONS } from './convolutions.ts';
import { EINSUM } from './einsum.ts';
import { ELEMENTWISE } from './elementwise.ts';
import { FUSED } from './fused.ts';
import { LOOKUPS } from './lookups.ts';
import { NORMALIZING } from './normalizing.ts';
import { asExecutor } from './OpCall.ts';
import { RAGGED } from './ragged.ts';
import { TEXTS } from './texts.ts';
import { WHOLES } from './wholes.ts';

/** Operations that TensorFlow.js lacks, and those that it computes wrongly on some backend or for some attribute. */
export const OPS: Readonly<Record<string, (node: GraphNode) => Tensor[]>> = Object.fromEntries(
  Object.entries({
    ...CONVOLUTIONS,
    ...FUSED,
    ...NORMALIZING,
    ...ELEMENTWISE,
    ...WHOLES,
    ...EINSUM,
    ...LOOKUPS,
    ...TEXTS,
    ...RAGGED,
  }).map(([op, compute]) => [op, asExecutor(op, compute)] as const),
);
