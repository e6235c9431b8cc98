const MAGNITUDE = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725',
];
const DELTA_LIGHT = ['#0b3d91', '#3f82e0', '#b5d0f6', '#f4f5f8', '#f8cfa0', '#d9720b', '#7a3600'];
const DELTA_DARK = ['#9cc6ff', '#4a8ae0', '#21406f', '#15171c', '#5e3a12', '#d97a1e', '#ffc78f'];

/** 256 colours as packed little-endian RGBA. */
export type Ramp = Uint32Array;

/** Dark to bright for sizes; the same in both themes. */
export const magnitudeRamp = (): Ramp => table(MAGNITUDE);

/** Blue – ground – orange for differences: zero vanishes into the theme's ground. */
export const deltaRamp = (dark: boolean): Ramp => table(dark ? DELTA_DARK : DELTA_LIGHT);

function table(stops: readonly string[]): Ramp {
  const rgb = stops.map((stop) => [1, 3, 5].map((at) => Number.parseInt(stop.slice(at, at + 2), 16)));
  return Uint32Array.from({ length: 256 }, (_, step) => {
    const place = (step / 255) * (stops.length - 1);
    const low = Math.min(stops.length - 2, Math.floor(place));
    const mix = (channel: number) => {
      const from = rgb[low]?.[channel] ?? 0;
      return Math.round(from + ((rgb[low + 1]?.[channel] ?? 0) - from) * (place - low));
    };
    return ((255 << 24) | (mix(2) << 16) | (mix(1) << 8) | mix(0)) >>> 0;
  });
}

/** Paints values as pixels, one a cell. `signed`: from −limit to limit, else |value| from 0 to limit. NaN is a checker. */
export function paint(
  values: Float32Array,
  columns: number,
  limit: number,
  ramp: Ramp,
  signed: boolean,
): ImageData {
  const rows = Math.max(1, Math.floor(values.length / columns));
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const part = limit === 0 ? () => (signed ? 0.5 : 0) : signed ? signedPart(limit) : sizePart(limit);
  for (let at = 0; at < rows * columns; at++) {
    const value = values[at] ?? 0;
    const step = Math.round(Math.min(1, Math.max(0, part(value))) * 255);
    pixels[at] = Number.isNaN(value) ? checker(at, columns) : (ramp[step] ?? 0);
  }
  return image;
}

const signedPart = (limit: number) => (value: number) => 0.5 + value / limit / 2;
const sizePart = (limit: number) => (value: number) => Math.abs(value) / limit;

/** Red and white in turn: no ramp has it, so NaN cannot be taken for a value. */
function checker(at: number, columns: number): number {
  return (at + Math.floor(at / columns)) % 2 === 0 ? 0xff5a26d5 : 0xffffffff;
}

/** The largest |value|, NaN and infinities left out. */
export function largestOf(values: Float32Array): number {
  let most = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > most && Number.isFinite(size)) most = size;
  }
  return most;
}
