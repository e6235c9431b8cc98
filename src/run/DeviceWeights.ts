import * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../model/index.ts';
import { upload } from './hostTensor.ts';
import type { LargeWeights } from './large/LargeWeight.ts';
import type { RunnableModel } from './RunnableModel.ts';

type Loaded = Readonly<Record<string, tf.Tensor>>;

type Stored = Pick<RunnableModel, 'weightsOf' | 'largeOf'>;

const NOTHING: ReadonlySet<string> = new Set();

/** Where a run takes a layer's weights from: tensors by role on the current backend, which stay the source's own. */
export interface WeightSource {
  /** All of a layer's weights but for roles that are taken from elsewhere; those may be there or not. */
  of(layer: LayerId, without?: ReadonlySet<string>): Promise<Loaded>;
  /** Those that can be read by rows, so that nobody need hold them whole. */
  large(layer: LayerId): LargeWeights;
  /** The run will not ask for this layer again. */
  forget(layer: LayerId): void;
  dispose(): void;
}

/** Weights read from a file when a layer is first asked for, and kept until they are forgotten. */
export class DeviceWeights implements WeightSource {
  readonly #model: Stored;
  readonly #loaded = new Map<LayerId, Loaded>();
  /** Roles that were not asked for yet, where there are some. */
  readonly #unread = new Map<LayerId, ReadonlySet<string>>();
  // Kept and not summed up: what shrinks them asks after every step.
  #bytes = 0;

  constructor(model: Stored) {
    this.#model = model;
  }

  async of(layer: LayerId, without: ReadonlySet<string> = NOTHING): Promise<Loaded> {
    const known = this.#loaded.get(layer);
    const unread = this.#unread.get(layer) ?? NOTHING;
    if (known && [...unread].every((role) => without.has(role))) return known;
    const stored = await this.#model.weightsOf(layer, new Set([...without, ...Object.keys(known ?? {})]));
    const fresh = Object.entries(stored).map(([role, tensor]) => [role, upload(tensor)] as const);
    const weights = { ...known, ...Object.fromEntries(fresh) };
    this.#loaded.set(layer, weights);
    this.#unread.set(layer, without);
    this.#bytes += bytesOf(weights) - bytesOf(known ?? {});
    return weights;
  }

  large(layer: LayerId): LargeWeights {
    return this.#model.largeOf?.(layer) ?? {};
  }

  forget(layer: LayerId): void {
    const weights = this.#loaded.get(layer);
    if (!weights) return;
    this.#bytes -= bytesOf(weights);
    tf.dispose(weights as Record<string, tf.Tensor>);
    this.#loaded.delete(layer);
    this.#unread.delete(layer);
  }

  /** Forgets layers in the given order until no more than `bytes` are kept. */
  shrink(bytes: number, order: readonly LayerId[]): void {
    for (const layer of order) {
      if (this.#bytes <= bytes) return;
      this.forget(layer);
    }
  }

  dispose(): void {
    for (const layer of [...this.#loaded.keys()]) this.forget(layer);
  }
}

/** Another run's weights, which stay with it as long as it needs them itself. */
export function borrowed(source: WeightSource): WeightSource {
  return {
    of: (layer, without) => source.of(layer, without),
    large: (layer) => source.large(layer),
    forget() {},
    dispose() {},
  };
}

const bytesOf = (weights: Loaded): number =>
  Object.values(weights).reduce((sum, { size }) => sum + 4 * size, 0);
