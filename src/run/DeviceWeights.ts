import * as tf from '@tensorflow/tfjs-core';
import type { LayerId, Tensor } from '../model/index.ts';
import { upload } from './hostTensor.ts';

type Loaded = Readonly<Record<string, tf.Tensor>>;

/** Where a run takes a layer's weights from: tensors by role on the current backend, which stay the source's own. */
export interface WeightSource {
  of(layer: LayerId): Promise<Loaded>;
  /** The run will not ask for this layer again. */
  forget(layer: LayerId): void;
  dispose(): void;
}

/** Weights read from a file when a layer is first asked for, and kept until they are forgotten. */
export class DeviceWeights implements WeightSource {
  readonly #read: (layer: LayerId) => Promise<Readonly<Record<string, Tensor>>>;
  readonly #loaded = new Map<LayerId, Loaded>();
  // Kept and not summed up: what shrinks them asks after every step.
  #bytes = 0;

  constructor(read: (layer: LayerId) => Promise<Readonly<Record<string, Tensor>>>) {
    this.#read = read;
  }

  async of(layer: LayerId): Promise<Loaded> {
    const known = this.#loaded.get(layer);
    if (known) {
      this.#loaded.delete(layer);
      this.#loaded.set(layer, known);
      return known;
    }
    const stored = await this.#read(layer);
    const weights = Object.fromEntries(
      Object.entries(stored).map(([role, tensor]) => [role, upload(tensor)] as const),
    );
    this.#loaded.set(layer, weights);
    this.#bytes += bytesOf(weights);
    return weights;
  }

  forget(layer: LayerId): void {
    const weights = this.#loaded.get(layer);
    if (!weights) return;
    this.#bytes -= bytesOf(weights);
    tf.dispose(weights as Record<string, tf.Tensor>);
    this.#loaded.delete(layer);
  }

  /** Forgets the layers that were asked for longest ago until no more than `bytes` are kept. */
  shrink(bytes: number): void {
    for (const layer of this.#loaded.keys()) {
      if (this.#bytes <= bytes) return;
      this.forget(layer);
    }
  }

  dispose(): void {
    for (const layer of [...this.#loaded.keys()]) this.forget(layer);
  }
}

const bytesOf = (weights: Loaded): number =>
  Object.values(weights).reduce((sum, { size }) => sum + 4 * size, 0);
