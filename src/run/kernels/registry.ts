import { ACTIVATION } from './activation.ts';
import { ATTENTION } from './attention.ts';
import { CONVOLUTION } from './convolution.ts';
import { CORE } from './core.ts';
import { DENSE } from './dense.ts';
import type { Kernel, KernelTable } from './Kernel.ts';
import { MERGING } from './merging.ts';
import { NORMALIZATION } from './normalization.ts';
import { POOLING } from './pooling.ts';
import { RECURRENT } from './recurrent.ts';
import { RESHAPING } from './reshaping.ts';
import { RESIZING } from './resizing.ts';
import { SCORE_ATTENTION } from './scoreAttention.ts';
import { WRAPPERS } from './wrappers.ts';

const FAMILIES: readonly KernelTable[] = [
  CORE,
  DENSE,
  CONVOLUTION,
  POOLING,
  NORMALIZATION,
  ACTIVATION,
  RESHAPING,
  MERGING,
  RECURRENT,
  WRAPPERS,
  ATTENTION,
  SCORE_ATTENTION,
  RESIZING,
];

const KERNELS: ReadonlyMap<string, Kernel> = new Map(FAMILIES.flatMap((family) => Object.entries(family)));

/** The kernel of a layer class, `null` when there is none. */
export function kernelOf(className: string): Kernel | null {
  return KERNELS.get(className) ?? null;
}

/** The layer classes that can run. */
export function supportedClasses(): readonly string[] {
  return [...KERNELS.keys()];
}
