import * as tf from '@tensorflow/tfjs-core';
import { RunStop } from '../RunStop.ts';
import { constantOf } from '../Value.ts';
import { onNumbers } from './joining.ts';
import { type Operation, operation } from './Operation.ts';
import { reorder } from './structure.ts';

/** `a (b c)` as lists of names. */
function groupsOf(side: string): string[][] {
  const found = side.match(/\w+|\(.*?\)/g) ?? [];
  return found.map((group) => group.match(/\w+/g) ?? []);
}

/** The size of every name: stated, or what is left of its axis. */
function sizesOf(groups: readonly string[][], shape: readonly number[], stated: ReadonlyMap<string, number>) {
  const sizes = new Map(stated);
  groups.forEach((names, axis) => {
    const whole = shape[axis] ?? 1;
    const open = names.filter((name) => !sizes.has(name));
    const known = names.reduce((n, name) => n * (sizes.get(name) ?? 1), 1);
    const [name, ...more] = open;
    if (more.length > 0 || whole % known !== 0 || (name === undefined && known !== whole))
      throw new RunStop(`Its pattern does not divide an axis of ${whole}.`);
    if (name !== undefined) sizes.set(name, whole / known);
  });
  return sizes;
}

/** Axes taken apart, reordered and joined by a pattern (`keras/src/ops/einops.py`). */
export const REARRANGE: Readonly<Record<string, Operation>> = {
  Rearrange: operation(['tensor', 'pattern', '**'], (call, site) => {
    const x = call.tensor('tensor');
    const pattern = String(call.json('pattern'));
    const [from, to, ...more] = pattern.split(/\s*->\s*/).map(groupsOf);
    if (from === undefined || to === undefined || more.length > 0 || from.length !== x.rank)
      throw new RunStop(`Its pattern "${pattern}" does not fit an input of ${x.rank} axes.`);
    const stated = Object.entries(site.kwargs).flatMap(([name, value]) => {
      const size = constantOf(value);
      return typeof size === 'number' ? [[name, size] as const] : [];
    });
    const sizes = sizesOf(from, x.shape, new Map(stated));
    const [names, wanted] = [from.flat(), to.flat()];
    if (names.length !== wanted.length || wanted.some((name) => !names.includes(name)))
      throw new RunStop(`Its pattern "${pattern}" names other axes after the arrow than before.`);
    const size = (name: string) => sizes.get(name) ?? 1;
    return onNumbers(x, (numbers) =>
      tf.reshape(
        reorder(
          tf.reshape(numbers, names.map(size)),
          wanted.map((name) => names.indexOf(name)),
        ),
        to.map((group) => group.reduce((n, name) => n * size(name), 1)),
      ),
    );
  }),
};
