import type * as tf from '@tensorflow/tfjs-core';
import type { LayerId, Tensor } from '../../model/index.ts';
import type { WeightSource } from '../DeviceWeights.ts';
import { upload } from '../hostTensor.ts';
import type { LargeWeights } from '../large/LargeWeight.ts';
import type { WeightChange } from './Overrides.ts';

type Changes = ReadonlyMap<LayerId, WeightChange>;

const NOTHING: ReadonlySet<string> = new Set();

/** A model's weights with some of them replaced. What is not replaced stays on the device with whoever holds it. */
export class VariedWeights implements WeightSource {
  readonly #base: WeightSource;
  readonly #changes: Changes;
  readonly #own = new Map<LayerId, tf.Tensor[]>();

  constructor(base: WeightSource, changes: Changes = new Map()) {
    this.#base = base;
    this.#changes = changes;
  }

  async of(layer: LayerId, without = NOTHING): Promise<Readonly<Record<string, tf.Tensor>>> {
    const change = this.#changes.get(layer);
    if (change === undefined) return this.#base.of(layer, without);
    const changed = Object.entries(await stored(change, without));
    const uploaded = changed.map(([role, tensor]) => [role, upload(tensor)] as const);
    this.#own.set(layer, [...(this.#own.get(layer) ?? []), ...uploaded.map(([, tensor]) => tensor)]);
    const base = await this.#base.of(layer, new Set([...without, ...rolesOf(change)]));
    return { ...base, ...Object.fromEntries(uploaded) };
  }

  large(layer: LayerId): LargeWeights {
    const change = this.#changes.get(layer);
    const base = this.#base.large(layer);
    if (change === undefined) return base;
    const replaced = rolesOf(change);
    const kept = Object.entries(base).filter(([role]) => !replaced.has(role));
    return { ...Object.fromEntries(kept), ...(change.kind === 'late' ? change.large : {}) };
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

const rolesOf = (change: WeightChange): ReadonlySet<string> =>
  change.kind === 'late' ? change.roles : new Set(Object.keys(change.weights));

async function stored(
  change: WeightChange,
  without: ReadonlySet<string>,
): Promise<Readonly<Record<string, Tensor>>> {
  return change.kind === 'late' ? change.read(without) : change.weights;
}
