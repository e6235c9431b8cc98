import type * as tf from '@tensorflow/tfjs-core';
import type { LayerId, Tensor } from '../../model/index.ts';
import type { WeightSource } from '../DeviceWeights.ts';
import { upload } from '../hostTensor.ts';

type Changes = ReadonlyMap<LayerId, Readonly<Record<string, Tensor>>>;

/** A model's weights with some of them replaced. What is not replaced stays on the device with whoever holds it. */
export class VariedWeights implements WeightSource {
  readonly #base: WeightSource;
  readonly #changes: Changes;
  readonly #own: tf.Tensor[] = [];

  constructor(base: WeightSource, changes: Changes = new Map()) {
    this.#base = base;
    this.#changes = changes;
  }

  async of(layer: LayerId): Promise<Readonly<Record<string, tf.Tensor>>> {
    const base = await this.#base.of(layer);
    const changes = Object.entries(this.#changes.get(layer) ?? {});
    const uploaded = changes.map(([role, tensor]) => [role, upload(tensor)] as const);
    this.#own.push(...uploaded.map(([, tensor]) => tensor));
    return { ...base, ...Object.fromEntries(uploaded) };
  }

  /** A run asks once per call, and a rerun is over soon. */
  forget(): void {}

  dispose(): void {
    for (const tensor of this.#own.splice(0)) tensor.dispose();
  }
}
