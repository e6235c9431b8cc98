import { ReadError, type Tensor } from '../../model/index.ts';

/** The colour modes of `keras.utils.load_img`. */
export type ColourMode = 'grayscale' | 'rgb' | 'rgba';

/** What `load_img` is asked for. */
export interface Target {
  readonly mode: ColourMode;
  readonly height: number;
  readonly width: number;
}

/** One pixel's stored values to the wanted ones. */
type Convert = (pixel: ArrayLike<number>, at: number, into: Float32Array, to: number) => void;

/** Pillow's `L` of RGB (`Convert.c`): ITU-R 601-2 luma in whole numbers. */
const luma = (r: number, g: number, b: number): number => (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;

const grey: Convert = (pixel, at, into, to) => {
  into[to] = pixel[at]!;
};
const greyOfRgb: Convert = (pixel, at, into, to) => {
  into[to] = luma(pixel[at]!, pixel[at + 1]!, pixel[at + 2]!);
};
const rgbOfGrey: Convert = (pixel, at, into, to) => into.fill(pixel[at]!, to, to + 3);
const rgb: Convert = (pixel, at, into, to) => {
  for (let c = 0; c < 3; c++) into[to + c] = pixel[at + c]!;
};
const withAlpha =
  (colours: Convert, alphaAt: number | null): Convert =>
  (pixel, at, into, to) => {
    colours(pixel, at, into, to);
    into[to + 3] = alphaAt === null ? 255 : pixel[at + alphaAt]!;
  };

/** By wanted mode, then by stored channels (1 grey, 2 grey and alpha, 3 RGB, 4 RGBA): alpha is dropped, never blended. */
const CONVERT: Readonly<Record<ColourMode, readonly Convert[]>> = {
  grayscale: [grey, grey, greyOfRgb, greyOfRgb],
  rgb: [rgbOfGrey, rgbOfGrey, rgb, rgb],
  rgba: [withAlpha(rgbOfGrey, null), withAlpha(rgbOfGrey, 1), withAlpha(rgb, null), withAlpha(rgb, 3)],
};

const WIDTH: Readonly<Record<ColourMode, number>> = { grayscale: 1, rgb: 3, rgba: 4 };

/**
 * A decoded picture, [height, width, channels], as `img_to_array(load_img(…, interpolation="nearest"))` gives it: row by row,
 * channels last. Throws `ReadError` for grey of 16 bits where colours are wanted: Pillow clips it.
 */
export function convertPicture(name: string, picture: Tensor, { mode, height, width }: Target): Float32Array {
  const [rows = 0, columns = 0, channels = 1] = picture.shape;
  if (picture.dtype === 'uint16' && mode !== 'grayscale')
    throw new ReadError(
      'unsupported-feature',
      `${name} is grey with 16 bits, and the model takes ${mode}: which of its bits were meant is unknown. Save it with 8 bits.`,
    );
  const { buffer, byteOffset, byteLength } = picture.bytes;
  const values =
    picture.dtype === 'uint16' ? new Uint16Array(buffer, byteOffset, byteLength / 2) : picture.bytes;
  const convert = CONVERT[mode][channels - 1]!;
  const [ys, xs] = [nearest(rows, height), nearest(columns, width)];
  const wide = WIDTH[mode];
  const result = new Float32Array(height * width * wide);
  ys.forEach((y, row) => {
    xs.forEach((x, column) => {
      convert(values, (y * columns + x) * channels, result, (row * width + column) * wide);
    });
  });
  return result;
}

/** Which of `from` pixels each of `to` takes: Pillow adds its step up (`Geometry.c`), and so does this, to round as it rounds. */
function nearest(from: number, to: number): number[] {
  const step = from / to;
  let at = step * 0.5;
  return Array.from({ length: to }, () => {
    const index = Math.trunc(at);
    at += step;
    return Math.min(index, from - 1);
  });
}
