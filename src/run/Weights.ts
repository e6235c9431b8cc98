import type { Tensor } from '@tensorflow/tfjs-core';
import { formatShape, type PartialShape } from '../model/index.ts';
import { RunStop } from './RunStop.ts';

type ByRole = Readonly<Record<string, Tensor>>;

interface View {
  readonly prefix: string;
  readonly seen: (tensor: Tensor) => Tensor;
  readonly applied: ByRole;
}

const WHOLE: View = { prefix: '', seen: (tensor) => tensor, applied: {} };

/** A layer's weights by role. Every shape is checked before a kernel sees it: wasm kernels trust what they are given. */
export class Weights {
  readonly #byRole: ByRole;
  readonly #view: View;

  /** `applied` is what the layer's input makes of weights that are too large to be held, by their roles. */
  constructor(byRole: ByRole, view: Partial<View> = {}) {
    this.#byRole = byRole;
    this.#view = { ...WHOLE, ...view };
  }

  get #prefix(): string {
    return this.#view.prefix;
  }

  /** What the layer's input makes of a weight that is not held; `null` where it is to be computed with the weight. */
  applied(role: string, shape: PartialShape): Tensor | null {
    const tensor = this.#view.applied[this.#prefix + role];
    if (tensor && formatShape(tensor.shape) !== formatShape(shape))
      throw new RunStop(
        `With "${role}" it gives ${formatShape(tensor.shape)}, expected ${formatShape(shape)}.`,
      );
    return tensor ?? null;
  }

  /** The same weights, each seen through a function: a layer that computes in 16 bits reads rounded ones. */
  seenThrough(seen: (tensor: Tensor) => Tensor): Weights {
    return new Weights(this.#byRole, { ...this.#view, seen });
  }

  /** The weights of something inside: `below('cells/0')`. */
  below(path: string): Weights {
    return new Weights(this.#byRole, { ...this.#view, prefix: `${this.#prefix}${path}/` });
  }

  /** The same weights with one replaced; roles are those below this path. */
  replacing(role: string, tensor: Tensor): Weights {
    return new Weights({ ...this.#byRole, [this.#prefix + role]: tensor }, this.#view);
  }

  /** The weight of the first role that is there, in whatever shape it has. */
  anyShape(roles: readonly string[]): { readonly role: string; readonly tensor: Tensor } {
    const role = roles.find((name) => this.has(name));
    const tensor = role === undefined ? undefined : this.#byRole[this.#prefix + role];
    if (role === undefined || tensor === undefined)
      throw new RunStop(`The file holds no weight "${this.#prefix + (roles[0] ?? '')}" for it.`);
    return { role, tensor: this.#view.seen(tensor) };
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
    if (fits) return this.#view.seen(tensor);
    throw new RunStop(
      `Its weight "${this.#prefix + role}" has shape ${formatShape(tensor.shape)} where its options and input ask for ${formatShape(shape)}.`,
    );
  }
}
