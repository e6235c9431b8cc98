import type * as tf from '@tensorflow/tfjs-core';
import type { KerasVersion } from '../../keras/index.ts';
import { RunStop } from '../RunStop.ts';
import { fromHost, type NumberType, toHost } from './HostArray.ts';
import { operation } from './Operation.ts';
import type { OperationCall } from './OperationCall.ts';
import { roundEven } from './special.ts';

const f = Math.fround;
const MODES = ['constant', 'nearest', 'wrap', 'mirror', 'reflect'] as const;
type FillMode = (typeof MODES)[number];

/** A place of a neighbour along one axis, and whether its value counts or the fill value does. */
interface Neighbour {
  readonly place: number;
  readonly valid: boolean;
}

/** How one family of versions finds neighbours (`keras/src/backend/tensorflow/image.py`, `map_coordinates`). */
interface Era {
  /** The first minor version of Keras 3 that does so. */
  readonly since: number;
  readonly mirror: (at: number, size: number) => number;
  readonly reflect: (at: number, size: number) => number;
  /** What a place outside does in mode `constant`: TensorFlow fails, all places are filled, or only this one is. */
  readonly outside: 'fails' | 'fills all' | 'fills one';
}

const modulo = (x: number, by: number): number => ((x % by) + by) % by;
/** A triangular wave of whole numbers: `_mirror_index_fixer`. */
const triangle = (at: number, size: number): number =>
  size === 1 ? Number.NaN : Math.abs(modulo(at + size - 1, 2 * (size - 1)) - (size - 1));
const turned = (at: number, size: number): number => Math.abs(at) % (2 * size);
const turnedMirror = (at: number, size: number): number =>
  turned(at, size) < size ? turned(at, size) : 2 * size - turned(at, size);
const turnedReflect = (at: number, size: number): number =>
  turned(at, size) < size ? turned(at, size) : 2 * size - turned(at, size) - 1;

/** The newest first. */
const ERAS: readonly Era[] = [
  { since: 11, mirror: turnedMirror, reflect: turnedReflect, outside: 'fills one' },
  { since: 9, mirror: turnedMirror, reflect: turnedReflect, outside: 'fills all' },
  {
    since: 0,
    mirror: triangle,
    reflect: (at, size) => Math.floor((triangle(2 * at + 1, 2 * size + 1) - 1) / 2),
    outside: 'fails',
  },
];

const eraOf = (version: KerasVersion | null): Era =>
  ERAS.find(({ since }) => version === null || version.minor >= since) as Era;

function neighbour(at: number, size: number, mode: FillMode, era: Era): Neighbour {
  const clipped = Math.min(size - 1, Math.max(0, at));
  if (mode === 'nearest') return { place: clipped, valid: true };
  if (mode === 'wrap') return { place: modulo(at, size), valid: true };
  if (mode === 'constant') {
    const valid = at >= 0 && at < size;
    if (!valid && era.outside === 'fails') throw outside();
    return { place: clipped, valid };
  }
  const place = era[mode](at, size);
  if (!(place >= 0 && place < size)) throw outside();
  return { place, valid: true };
}

const outside = (): RunStop =>
  new RunStop(
    'It reads a place outside its input, which TensorFlow refuses in the Keras that wrote the file.',
  );

/** The places beside a coordinate, each with its share. */
function besides(exact: number, order: number): (readonly [index: number, share: number])[] {
  if (order === 0) return [[roundEven(exact), 1]];
  const low = Math.floor(exact);
  return [
    [low, f(1 - f(exact - low))],
    [low + 1, f(exact - low)],
  ];
}

interface Corner extends Neighbour {
  readonly share: number;
}

/** The corners around one place, in an order that is the same for all places. */
function cornersAround(
  exact: readonly number[],
  order: number,
  to: (at: number, axis: number) => Neighbour,
  shape: readonly number[],
): Corner[] {
  return exact.reduce<Corner[]>(
    (corners, coordinate, axis) =>
      corners.flatMap((corner) =>
        besides(coordinate, order).map(([index, share]) => {
          const { place, valid } = to(index, axis);
          return {
            place: corner.place * (shape[axis] ?? 1) + place,
            share: f(corner.share * share),
            valid: corner.valid && valid,
          };
        }),
      ),
    [{ place: 0, share: 1, valid: true }],
  );
}

function compute(call: OperationCall, version: KerasVersion | null): tf.Tensor {
  const inputs = call.tensor('inputs');
  const coordinates = call.tensor('coordinates');
  const [order, mode] = [call.whole('order'), call.choice('fill_mode', MODES, 'constant')];
  if (order !== 0 && order !== 1) throw new RunStop(`Its order ${order} is not supported.`);
  if (coordinates.shape[0] !== inputs.rank || coordinates.rank < 2)
    throw new RunStop('Its coordinates do not fit the axes of its input.');
  const era = eraOf(version);
  const [source, at] = [toHost(inputs).values, toHost(coordinates).values];
  const count = coordinates.size / inputs.rank;
  const to = (index: number, axis: number) => neighbour(index, inputs.shape[axis] ?? 1, mode, era);
  const around = Array.from({ length: count }, (_, n) =>
    cornersAround(
      inputs.shape.map((_, axis) => at[axis * count + n] ?? 0),
      order,
      to,
      inputs.shape,
    ),
  );
  // The same corner of all places is filled as soon as one of them lies outside.
  const filled = (corner: number) => around.some((corners) => corners[corner]?.valid === false);
  const all = (around[0] ?? []).map((_, corner) => era.outside === 'fills all' && filled(corner));
  const value = call.number('fill_value', 0);
  const values = around.map((corners) => {
    const sum = corners.reduce(
      (total, { place, share, valid }, i) =>
        total + share * (valid && !all[i] ? (source[place] ?? 0) : value),
      0,
    );
    return inputs.dtype === 'float32' ? sum : roundEven(f(sum));
  });
  return fromHost({ dtype: inputs.dtype as NumberType, shape: coordinates.shape.slice(1), values });
}

/** Reads a tensor at places between its own, by the nearest or by the two around on every axis. */
export const mapCoordinates = operation(
  ['inputs', 'coordinates', 'order', 'fill_mode', 'fill_value'],
  (call, { version }) => compute(call, version),
);
