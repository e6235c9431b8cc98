import type { Shape } from '../../../model/index.ts';

/** Elements that stand first-axis-fastest, put last-axis-fastest: always a copy. `size` is bytes of an element. */
export function fromFortran(bytes: Uint8Array, shape: Shape, size: number): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  const rank = shape.length;
  const steps = new Array<number>(rank);
  let step = size;
  for (let axis = 0; axis < rank; axis++) {
    steps[axis] = step;
    step *= shape[axis]!;
  }
  const counter = new Array<number>(rank).fill(0);
  let from = 0;
  for (let to = 0; to < bytes.length; to += size) {
    for (let byte = 0; byte < size; byte++) turned[to + byte] = bytes[from + byte]!;
    for (let axis = rank - 1; axis >= 0; axis--) {
      counter[axis]!++;
      from += steps[axis]!;
      if (counter[axis]! < shape[axis]!) break;
      from -= steps[axis]! * shape[axis]!;
      counter[axis] = 0;
    }
  }
  return turned;
}
