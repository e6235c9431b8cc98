import type { PartialShape } from '../../model/index.ts';
import { type Fields, readFields, type WireReader } from '../containers/protobuf/index.ts';

interface Draft {
  readonly axes: (number | null)[];
  unknownRank: boolean;
}

/** NumPy and TensorFlow stop at fewer; more is hostile. */
const MAX_RANK = 32;
const MAX_AXIS = 2 ** 40;

const SHAPE: Fields<Draft> = {
  2: (it, from) => {
    if (it.axes.length >= MAX_RANK) throw from.fault(`has more than ${MAX_RANK} axes`);
    it.axes.push(axisOf(from.message()));
  },
  3: (it, from) => {
    it.unknownRank = from.bool();
  },
};

/** Reads a `TensorShapeProto`: `null` when the rank is unknown, `null` for a free axis (−1 in the file). */
export function readShape(from: WireReader): PartialShape | null {
  const { axes, unknownRank } = readFields(from, SHAPE, { axes: [], unknownRank: false });
  return unknownRank ? null : axes;
}

/** An axis of size 0 is an empty message. */
function axisOf(from: WireReader): number | null {
  let size = 0;
  while (from.next()) if (from.field === 1) size = from.int();
  if (size < -1 || size > MAX_AXIS) throw from.fault('holds a shape with an impossible axis');
  return size === -1 ? null : size;
}
