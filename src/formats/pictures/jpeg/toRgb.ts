/** YCbCr to RGB, interleaved, with the fixed-point figures of libjpeg (`jdcolor.c`); `isRgb`: the planes are RGB already. */
export function toRgb(first: Uint8Array, second: Uint8Array, third: Uint8Array, isRgb: boolean): Uint8Array {
  const values = new Uint8ClampedArray(3 * first.length);
  for (let i = 0; i < first.length; i++) {
    const [y, cb, cr] = [first[i]!, second[i]!, third[i]!];
    values[3 * i] = isRgb ? y : y + red(cr - 128);
    values[3 * i + 1] = isRgb ? cb : y + green(cb - 128, cr - 128);
    values[3 * i + 2] = isRgb ? cr : y + blue(cb - 128);
  }
  return new Uint8Array(values.buffer);
}

const HALF = 2 ** 15;
const red = (cr: number): number => (91881 * cr + HALF) >> 16;
const blue = (cb: number): number => (116130 * cb + HALF) >> 16;
const green = (cb: number, cr: number): number => (-22554 * cb - 46802 * cr + HALF) >> 16;
