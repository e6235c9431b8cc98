import type { OptionForm } from './forms.ts';
import { matters, type OptionRow } from './OptionRow.ts';
import { LAYOUT } from './sharedRows.ts';

const TUPLE: Readonly<Record<number, OptionForm>> = { 1: 'tuple1', 2: 'tuple2', 3: 'tuple3' };
const SIDES: Readonly<Record<number, OptionForm>> = { 1: 'sides1', 2: 'sides2', 3: 'sides3' };
const twos = (rank: number): number[] => new Array<number>(rank).fill(2);
const pairs = (rank: number, side: number): number[][] => new Array<number[]>(rank).fill([side, side]);

/** `strides` null means the pool's size. */
const pool = (rank: number): OptionRow[] => [
  matters('pool_size', twos(rank), TUPLE[rank]),
  matters('strides', null, TUPLE[rank]),
  matters('padding', 'valid'),
  LAYOUT,
];

const global: readonly OptionRow[] = [LAYOUT, matters('keepdims', false)];
const adaptive = (rank: number): OptionRow[] => [matters('output_size', null, TUPLE[rank]), LAYOUT];

/** Pooling, padding, cropping and resizing by whole factors. */
export const SPATIAL: Readonly<Record<string, readonly OptionRow[]>> = {
  MaxPooling1D: pool(1),
  MaxPooling2D: pool(2),
  MaxPooling3D: pool(3),
  AveragePooling1D: pool(1),
  AveragePooling2D: pool(2),
  AveragePooling3D: pool(3),
  GlobalMaxPooling1D: global,
  GlobalMaxPooling2D: global,
  GlobalMaxPooling3D: global,
  GlobalAveragePooling1D: global,
  GlobalAveragePooling2D: global,
  GlobalAveragePooling3D: global,
  AdaptiveAveragePooling1D: adaptive(1),
  AdaptiveAveragePooling2D: adaptive(2),
  AdaptiveAveragePooling3D: adaptive(3),
  AdaptiveMaxPooling1D: adaptive(1),
  AdaptiveMaxPooling2D: adaptive(2),
  AdaptiveMaxPooling3D: adaptive(3),
  ZeroPadding1D: [matters('padding', pairs(1, 1), SIDES[1]), LAYOUT],
  ZeroPadding2D: [matters('padding', pairs(2, 1), SIDES[2]), LAYOUT],
  ZeroPadding3D: [matters('padding', pairs(3, 1), SIDES[3]), LAYOUT],
  Cropping1D: [matters('cropping', pairs(1, 1), SIDES[1])],
  Cropping2D: [matters('cropping', pairs(2, 0), SIDES[2]), LAYOUT],
  Cropping3D: [matters('cropping', pairs(3, 1), SIDES[3]), LAYOUT],
  UpSampling1D: [matters('size', 2)],
  UpSampling2D: [matters('size', twos(2), 'tuple2'), LAYOUT, matters('interpolation', 'nearest')],
  UpSampling3D: [matters('size', twos(3), 'tuple3'), LAYOUT],
};
