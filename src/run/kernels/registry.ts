import { ACTIVATION } from './activation.ts';
import { ADAPTED_NORMALIZATION } from './adaptedNormalization.ts';
import { ADAPTIVE_POOLING } from './adaptivePooling.ts';
import { APPLICATIONS } from './applications.ts';
import { ATTENTION } from './attention.ts';
import { AUDIO } from './audio.ts';
import { AUGMENTATION } from './augmentation.ts';
import { BATCH_NORMALIZATION } from './batchNormalization.ts';
import { CATEGORIES } from './categories.ts';
import { CONTRAST } from './contrast.ts';
import { CONVOLUTION } from './convolution.ts';
import { CORE } from './core.ts';
import { DENSE } from './dense.ts';
import { DROPOUT } from './dropout.ts';
import { FOURIER_FEATURES } from './fourierFeatures.ts';
import { HASHING } from './hashing.ts';
import type { Kernel, KernelTable } from './Kernel.ts';
import { LOCALLY_CONNECTED } from './locallyConnected.ts';
import { LOOKUP } from './lookup.ts';
import { MERGING } from './merging.ts';
import { NORMALIZATION } from './normalization.ts';
import { POOLING } from './pooling.ts';
import { RECURRENT } from './recurrent.ts';
import { RESHAPING } from './reshaping.ts';
import { RESIZING } from './resizing.ts';
import { REVERSIBLE_EMBEDDING } from './reversibleEmbedding.ts';
import { SCORE_ATTENTION } from './scoreAttention.ts';
import { TEXT } from './textVectorization.ts';
import { WRAPPERS } from './wrappers.ts';

const FAMILIES: readonly KernelTable[] = [
  CORE,
  DROPOUT,
  DENSE,
  FOURIER_FEATURES,
  CONVOLUTION,
  LOCALLY_CONNECTED,
  POOLING,
  ADAPTIVE_POOLING,
  NORMALIZATION,
  BATCH_NORMALIZATION,
  ADAPTED_NORMALIZATION,
  ACTIVATION,
  RESHAPING,
  MERGING,
  RECURRENT,
  WRAPPERS,
  ATTENTION,
  SCORE_ATTENTION,
  RESIZING,
  AUDIO,
  AUGMENTATION,
  CONTRAST,
  CATEGORIES,
  HASHING,
  LOOKUP,
  TEXT,
  REVERSIBLE_EMBEDDING,
  APPLICATIONS,
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
