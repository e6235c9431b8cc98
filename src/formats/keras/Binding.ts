import type { LayerId, NameSource, Purpose, ReadNote, Variable } from '../../model/index.ts';
import type { StoredTensor } from './StoredTensor.ts';

/** Variables with names, the way back to their datasets, and what could not be named. */
export interface Binding {
  readonly variables: readonly Variable[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly notes: readonly ReadNote[];
}

/** Collects variables and keeps their ids unique. */
export class Binder {
  readonly #variables: Variable[] = [];
  readonly #tensors = new Map<string, StoredTensor>();
  readonly #notes: ReadNote[] = [];

  /** Adds a tensor under a name; a second one of that name gets its place behind it. */
  add(
    tensor: StoredTensor,
    as: { id: string; layer: LayerId | null; role: string; purpose: Purpose; named: NameSource },
  ): void {
    const id = this.#tensors.has(as.id) ? `${as.id} (${tensor.place})` : as.id;
    const { dtype, shape, byteLength } = tensor.dataset;
    if (tensor.dataset.needsLibrary)
      this.note(
        'read-through-h5wasm',
        `${id} is stored with a filter that the HDF5 library reads.`,
        tensor.place,
      );
    this.#tensors.set(id, tensor);
    // Spelled out: spreading an object is several times slower, and files have tens of thousands of these.
    this.#variables.push({
      id,
      layer: as.layer,
      role: as.role,
      purpose: as.purpose,
      named: as.named,
      dtype,
      shape,
      byteLength,
      place: tensor.place,
      storage: tensor.storage,
      ...(tensor.dataset.rounded && { rounded: tensor.dataset.rounded }),
    });
  }

  note(code: string, message: string, where: string | null): void {
    this.#notes.push({ code, message, where });
  }

  done(): Binding {
    return { variables: this.#variables, tensors: this.#tensors, notes: this.#notes };
  }
}
