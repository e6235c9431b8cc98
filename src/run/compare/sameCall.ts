import type { Tensor } from '@tensorflow/tfjs-core';
import { type Resolved, type ResolvedCall, type Value, valuesOfCall } from '../Value.ts';

/** Whether two calls pass the same constants, with their tensors in the same places. */
export function sameConstants(a: ResolvedCall, b: ResolvedCall): boolean {
  return shapeOf(a) === shapeOf(b);
}

/** Whether two calls are one: the very same tensors and masks in memory, and the same constants. */
export function sameCall(a: ResolvedCall, b: ResolvedCall): boolean {
  const [mine, theirs] = [valuesOfCall(a), valuesOfCall(b)];
  return (
    mine.length === theirs.length &&
    mine.every((value, i) => isSame(value, theirs[i] as Value)) &&
    sameConstants(a, b)
  );
}

function isSame(a: Value, b: Value): boolean {
  return (
    isSameTensor(a.tensor, b.tensor) &&
    isSameTensor(a.mask, b.mask) &&
    (a.half ?? null) === (b.half ?? null) &&
    (a.whole ?? null) === (b.whole ?? null)
  );
}

/** Clones have an identity of their own and share their data. */
function isSameTensor(a: Tensor | null, b: Tensor | null): boolean {
  if (a === null || b === null) return a === b;
  return a.dataId === b.dataId && a.dtype === b.dtype && a.shape.join() === b.shape.join();
}

function shapeOf({ args, kwargs }: ResolvedCall): string {
  return JSON.stringify([args.map(plain), Object.entries(kwargs).map(([key, it]) => [key, plain(it)])]);
}

function plain(argument: Resolved): unknown {
  switch (argument.kind) {
    case 'value':
      return { value: 0 };
    case 'constant':
      return { constant: argument.value };
    case 'list':
      return { list: argument.items.map(plain) };
    case 'dict':
      return { dict: Object.entries(argument.entries).map(([key, it]) => [key, plain(it)]) };
  }
}
