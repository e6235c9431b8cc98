import type { NodeId } from '../../model/index.ts';
import { cloneValue, disposeValue } from '../copyOfValue.ts';
import type { Value } from '../Value.ts';

/** What nodes put out, kept on the device. Inputs stay; of the rest the oldest go first when it becomes too much. */
export class HeldValues {
  readonly #inputs: ReadonlyMap<NodeId, readonly Value[]>;
  readonly #values = new Map<NodeId, readonly Value[]>();
  readonly #budgetBytes: number;

  constructor(inputs: ReadonlyMap<NodeId, Value>, budgetBytes: number) {
    this.#inputs = new Map([...inputs].map(([id, value]) => [id, [value]]));
    this.#budgetBytes = budgetBytes;
  }

  /** A node's outputs; `null` when they are not kept. They stay the holder's own. */
  of(id: NodeId): readonly Value[] | null {
    return this.#inputs.get(id) ?? this.#values.get(id) ?? null;
  }

  /** Keeps a node's outputs beside whoever else holds them; nothing when it has none. */
  keep(id: NodeId, values: readonly Value[]): void {
    if (values.length > 0 && this.of(id) === null) this.#values.set(id, values.map(cloneValue));
  }

  /** Frees the oldest until the rest fits the budget. */
  shrink(): void {
    let bytes = 0;
    for (const values of this.#values.values()) bytes += bytesOf(values);
    for (const [id, values] of this.#values) {
      if (bytes <= this.#budgetBytes) return;
      bytes -= bytesOf(values);
      values.forEach(disposeValue);
      this.#values.delete(id);
    }
  }

  /** Frees everything. */
  dispose(): void {
    for (const values of [...this.#inputs.values(), ...this.#values.values()]) values.forEach(disposeValue);
    this.#values.clear();
  }
}

const bytesOf = (values: readonly Value[]): number =>
  values.reduce((sum, { tensor }) => sum + tensor.size * 4, 0);
