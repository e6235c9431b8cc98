import { type Shape, sizeOf } from '../model/index.ts';

/** A way to read one tensor's elements in the order of another: for each axis of that one its size, and the step in this one. */
export interface Layout {
  readonly sizes: readonly number[];
  readonly steps: readonly number[];
  /** Whether the elements stand in the same order, under another shape. */
  readonly same: boolean;
}

/** More axes than these are not tried in every order. */
const MAX_AXES = 5;

/**
 * Every layout by which a tensor of shape `from` may have become one of shape `to`: its axes in another order, axes of one
 * element left out, and two neighbours taken together on either side (a depthwise kernel's channels). The order in which it
 * is comes only where the shapes differ.
 */
export function layoutsBetween(from: Shape, to: Shape): Layout[] {
  if (sizeOf(from) !== sizeOf(to)) return [];
  const [plainFrom, plainTo] = [axesOf(from), axesOf(to)];
  const merged = joinings(plainFrom).flatMap((axes) =>
    orders(
      axes,
      plainTo.map(({ size }) => size),
    ),
  );
  const split = joinings(plainTo).flatMap((axes) =>
    axes.length === plainTo.length ? [] : inverse(axes, plainTo, plainFrom),
  );
  const turned = [...merged, ...split].filter((it) => !isPlain(it));
  const same: Layout = { sizes: [sizeOf(from)], steps: [1], same: true };
  return from.join() === to.join() ? turned : [same, ...turned];
}

/** Whether a layout leaves the order of the elements as it is. */
function isPlain({ sizes, steps }: Layout): boolean {
  const axes = axesOf(sizes);
  return axes.every(({ step }, i) => step === steps[i]);
}

interface Axis {
  readonly size: number;
  readonly step: number;
}

function axesOf(shape: Shape): Axis[] {
  let step = sizeOf(shape);
  return shape
    .map((size) => {
      step = size === 0 ? 0 : step / size;
      return { size, step };
    })
    .filter(({ size }) => size !== 1);
}

/** The axes as they are, and with each pair of neighbours as one. */
function joinings(axes: readonly Axis[]): (readonly Axis[])[] {
  const joined = axes.slice(1).map((axis, i) => {
    const size = axis.size * (axes[i] as Axis).size;
    return [...axes.slice(0, i), { size, step: axis.step }, ...axes.slice(i + 2)];
  });
  return [axes, ...joined];
}

/** The axes in every order that gives these sizes. */
function orders(axes: readonly Axis[], sizes: readonly number[]): Layout[] {
  if (axes.length !== sizes.length || axes.length > MAX_AXES) return [];
  const [first, ...rest] = sizes;
  if (first === undefined) return [{ sizes: [], steps: [], same: false }];
  return axes.flatMap((axis, i) => {
    if (axis.size !== first) return [];
    const others = axes.filter((_, j) => j !== i);
    return orders(others, rest).map((tail) => ({
      sizes: [axis.size, ...tail.sizes],
      steps: [axis.step, ...tail.steps],
      same: false,
    }));
  });
}

/** Where `to` has one axis for two of `from`: the two of `from` in every order of `to`, its joined one taken apart again. */
function inverse(joined: readonly Axis[], to: readonly Axis[], from: readonly Axis[]): Layout[] {
  if (joined.length !== from.length) return [];
  const at = joined.findIndex((axis, i) => axis.size !== to[i]?.size);
  const [outer, inner] = [to[at], to[at + 1]];
  if (!outer || !inner) return [];
  return orders(
    from,
    joined.map(({ size }) => size),
  ).map(({ sizes, steps }) => ({
    sizes: [...sizes.slice(0, at), outer.size, inner.size, ...sizes.slice(at + 1)],
    steps: [
      ...steps.slice(0, at),
      (steps[at] as number) * inner.size,
      steps[at] as number,
      ...steps.slice(at + 1),
    ],
    same: false,
  }));
}

/** Whether `agrees` holds of every element of `to`, given its own place and the place of its counterpart. */
export function everyElement(
  { sizes, steps }: Layout,
  agrees: (from: number, to: number) => boolean,
): boolean {
  const index = sizes.map(() => 0);
  const count = sizeOf(sizes);
  for (let to = 0, from = 0; to < count; to++) {
    if (!agrees(from, to)) return false;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const [size, step] = [sizes[axis] as number, steps[axis] as number];
      index[axis] = (index[axis] as number) + 1;
      from += step;
      if ((index[axis] as number) < size) break;
      from -= step * size;
      index[axis] = 0;
    }
  }
  return true;
}
