import type * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../../model/index.ts';
import type { WeightSource } from '../DeviceWeights.ts';
import { upload } from '../hostTensor.ts';
import type { WeightChange } from './Overrides.ts';

type Changes = ReadonlyMap<LayerId, WeightChange>;

/** A model's weights with some of them replaced. What is not replaced stays on the device with whoever holds it. */
export class VariedWeights implements WeightSource {
  readonly #base: WeightSource;
  readonly #changes: Changes;
  readonly #own = new Map<LayerId, tf.Tensor[]>();

  constructor(base: WeightSource, changes: Changes = new Map()) {
    this.#base = base;
    this.#changes = changes;
  }

  async of(layer: LayerId): Promise<Readonly<Record<string, tf.Tensor>>> {
    const change = this.#changes.get(layer);
    if (change === undefined) return this.#base.of(layer);
    const changed = Object.entries(typeof change === 'function' ? await change() : change);
    const uploaded = changed.map(([role, tensor]) => [role, upload(tensor)] as const);
    this.#own.set(layer, [...(this.#own.get(layer) ?? []), ...uploaded.map(([, tensor]) => tensor)]);
    const base = await this.#base.of(layer, new Set(changed.map(([role]) => role)));
    return { ...base, ...Object.fromEntries(uploaded) };
  }

  /** What is not replaced stays: the next rerun asks for it again. */
  forget(layer: LayerId): void {
    for (const tensor of this.#own.get(layer) ?? []) tensor.dispose();
    this.#own.delete(layer);
  }

  dispose(): void {
    for (const layer of [...this.#own.keys()]) this.forget(layer);
  }
}
