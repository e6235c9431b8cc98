/**
 * The inverse cosine transform of libjpeg's default, `jidctint.c` ("islow"), bit for bit: whole numbers with 13 bits
 * behind the point, so that pixels are those that Pillow and TensorFlow decode.
 */
const BITS = 13;
const PASS_BITS = 2;
const C0298 = 2446;
const C0390 = 3196;
const C0541 = 4433;
const C0765 = 6270;
const C0899 = 7373;
const C1175 = 9633;
const C1501 = 12299;
const C1847 = 15137;
const C1961 = 16069;
const C2053 = 16819;
const C2562 = 20995;
const C3072 = 25172;

/** Eight values at `at`, `at + step` … in place, shifted right by `shift` with rounding. */
function transform(block: Int32Array, at: number, step: number, shift: number): void {
  const value = (i: number): number => block[at + i * step]!;
  const half = 1 << (shift - 1);
  const put = (i: number, sum: number): void => {
    block[at + i * step] = (sum + half) >> shift;
  };
  const [v0, v1, v2, v3] = [value(0), value(1), value(2), value(3)];
  const [v4, v5, v6, v7] = [value(4), value(5), value(6), value(7)];

  const even = Math.imul(v2 + v6, C0541);
  const e2 = even - Math.imul(v6, C1847);
  const e3 = even + Math.imul(v2, C0765);
  const e0 = (v0 + v4) << BITS;
  const e1 = (v0 - v4) << BITS;

  const z5 = Math.imul(v7 + v3 + v5 + v1, C1175);
  const z1 = -Math.imul(v7 + v1, C0899);
  const z2 = -Math.imul(v5 + v3, C2562);
  const z3 = z5 - Math.imul(v7 + v3, C1961);
  const z4 = z5 - Math.imul(v5 + v1, C0390);
  const o0 = Math.imul(v7, C0298) + z1 + z3;
  const o1 = Math.imul(v5, C2053) + z2 + z4;
  const o2 = Math.imul(v3, C3072) + z2 + z3;
  const o3 = Math.imul(v1, C1501) + z1 + z4;

  put(0, e0 + e3 + o3);
  put(7, e0 + e3 - o3);
  put(1, e1 + e2 + o2);
  put(6, e1 + e2 - o2);
  put(2, e1 - e2 + o1);
  put(5, e1 - e2 - o1);
  put(3, e0 - e3 + o0);
  put(4, e0 - e3 - o0);
}

/**
 * One block of coefficients at `from`, dequantised by `table` (natural order), as 8 × 8 samples from 0 to 255 at `to` of
 * a plane with `stride` samples in a row. `block` is room for 64 numbers.
 */
export function inverseDct(
  coefficients: Int16Array,
  from: number,
  table: Uint16Array,
  plane: Uint8ClampedArray,
  to: number,
  stride: number,
  block: Int32Array,
): void {
  for (let i = 0; i < 64; i++) block[i] = coefficients[from + i]! * table[i]!;
  for (let column = 0; column < 8; column++) transform(block, column, 8, BITS - PASS_BITS);
  for (let row = 0; row < 8; row++) {
    transform(block, 8 * row, 1, BITS + PASS_BITS + 3);
    for (let x = 0; x < 8; x++) plane[to + row * stride + x] = block[8 * row + x]! + 128;
  }
}
