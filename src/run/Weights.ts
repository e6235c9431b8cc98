import type { Tensor } from '@tensorflow/tfjs-core';
import { formatShape, type PartialShape } from '../model/index.ts';
import { RunStop } from './RunStop.ts';

/** A layer's weights by role. Every shape is checked before a kernel sees it: wasm kernels trust what they are given. */
export class Weights {
  readonly #byRole: Readonly<Record<string, Tensor>>;
  readonly #prefix: string;
  readonly #seen: (tensor: Tensor) => Tensor;

  constructor(
    byRole: Readonly<Record<string, Tensor>>,
    prefix = '',
    seen: (tensor: Tensor) => Tensor = (tensor) => tensor,
  ) {
    this.#byRole = byRole;
    this.#prefix = prefix;
    this.#seen = seen;
  }

  /** The same weights, each seen through a function: a layer that computes in 16 bits reads rounded ones. */
  seenThrough(seen: (tensor: Tensor) => Tensor): Weights {
    return new Weights(this.#byRole, this.#prefix, seen);
  }

  /** The weights of something inside: `below('cells/0')`. */
  below(path: string): Weights {
    return new Weights(this.#byRole, `${this.#prefix}${path}/`, this.#seen);
  }

  /** The same weights with one replaced; roles are those below this path. */
  replacing(role: string, tensor: Tensor): Weights {
    return new Weights({ ...this.#byRole, [this.#prefix + role]: tensor }, this.#prefix, this.#seen);
  }

  /** The weight of the first role that is there, in whatever shape it has. */
  anyShape(roles: readonly string[]): { readonly role: string; readonly tensor: Tensor } {
    const role = roles.find((name) => this.has(name));
    const tensor = role === undefined ? undefined : this.#byRole[this.#prefix + role];
    if (role === undefined || tensor === undefined)
      throw new RunStop(`The file holds no weight "${this.#prefix + (roles[0] ?? '')}" for it.`);
    return { role, tensor: this.#seen(tensor) };
  }

  /** Whether the role is there. */
  has(role: string): boolean {
    return this.#prefix + role in this.#byRole;
  }

  /** Whether anything lies below a path. */
  hasBelow(path: string): boolean {
    return Object.keys(this.#byRole).some((role) => role.startsWith(`${this.#prefix}${path}/`));
  }

  /** The weight of the first role that is there, in exactly this shape. */
  get(roles: string | readonly string[], shape: PartialShape): Tensor {
    const wanted = typeof roles === 'string' ? [roles] : roles;
    const role = wanted.find((name) => this.has(name));
    const first = this.#prefix + (wanted[0] ?? '');
    if (role === undefined) throw new RunStop(`The file holds no weight "${first}" for it.`);
    const tensor = this.#byRole[this.#prefix + role] as Tensor;
    const fits =
      tensor.shape.length === shape.length &&
      shape.every((size, axis) => size === null || size === tensor.shape[axis]);
    if (fits) return this.#seen(tensor);
    throw new RunStop(
      `Its weight "${this.#prefix + role}" has shape ${formatShape(tensor.shape)} where its options and input ask for ${formatShape(shape)}.`,
    );
  }
}
