/** One component as samples: rows of `stride`, of which `width` × `height` belong to the picture. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly samples: Uint8ClampedArray;
}

/** Narrower planes than this are repeated, not smoothed, as libjpeg does. */
const SMOOTHED_FROM = 3;

/**
 * A plane at `h` × `v` times its size, cut to `width` × `height`: libjpeg's "fancy" upsampling (`jdsample.c`), a triangle
 * filter at twice the size across, down, or both; at other sizes samples are repeated.
 */
export function upsample(plane: Plane, h: number, v: number, width: number, height: number): Uint8Array {
  const result = new Uint8Array(width * height);
  const isWide = plane.width >= SMOOTHED_FROM;
  const across = h === 2 && isWide && v <= 2;
  const down = v === 2 && (h === 1 || across);
  const sums = new Int32Array(plane.width);
  for (let y = 0; y < height; y++) {
    weigh(plane, down ? y : Math.floor(y / v), down, sums);
    const row = result.subarray(y * width, (y + 1) * width);
    if (across) smooth(sums, row, down ? BOTH : ACROSS);
    else repeat(sums, row, h, down, y);
  }
  return result;
}

/** A row of the plane; where rows double, three parts of the nearer one and one part of the other. */
function weigh({ width, height, stride, samples }: Plane, y: number, down: boolean, sums: Int32Array): void {
  const near = down ? y >> 1 : y;
  const other = Math.min(height - 1, Math.max(0, y % 2 === 0 ? near - 1 : near + 1));
  for (let x = 0; x < width; x++) {
    const sample = samples[near * stride + x]!;
    sums[x] = down ? 3 * sample + samples[other * stride + x]! : sample;
  }
}

function repeat(sums: Int32Array, row: Uint8Array, h: number, down: boolean, y: number): void {
  const bias = y % 2 === 0 ? 1 : 2;
  for (let x = 0; x < row.length; x++) {
    const sum = sums[Math.floor(x / h)]!;
    row[x] = down ? (sum + bias) >> 2 : sum;
  }
}

/** Rounding alternates, so that it pulls neither way. */
interface Rounding {
  readonly left: number;
  readonly right: number;
  readonly shift: number;
}

const ACROSS: Rounding = { left: 1, right: 2, shift: 2 };
const BOTH: Rounding = { left: 8, right: 7, shift: 4 };

function smooth(sums: Int32Array, row: Uint8Array, { left, right, shift }: Rounding): void {
  for (let x = 0; x < row.length; x++) {
    const near = sums[x >> 1]!;
    const isLeft = x % 2 === 0;
    const other = sums[isLeft ? (x >> 1) - 1 : (x >> 1) + 1] ?? near;
    row[x] = (3 * near + other + (isLeft ? left : right)) >> shift;
  }
}
