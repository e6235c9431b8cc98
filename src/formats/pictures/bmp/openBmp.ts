import { ReadError } from '../../../model/index.ts';
import type { Picture } from '../Picture.ts';
import { type BmpHeader, readBmpHeader } from './readBmpHeader.ts';

/** Decodes a BMP picture that is not packed to the values that Pillow gives. Throws `ReadError`. */
export function openBmp(bytes: Uint8Array, name: string): Picture {
  const header = readBmpHeader(bytes, name);
  const { width, height, bits, offset, topDown } = header;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  if (offset + rowBytes * height > bytes.length)
    throw new ReadError(
      'truncated',
      `\`${name}\` ends after ${bytes.length} of ${offset + rowBytes * height} bytes. The download may be incomplete.`,
    );
  const { channels, read } = readerOf(header, name);
  const values = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const row = bytes.subarray(offset + (topDown ? y : height - 1 - y) * rowBytes);
    for (let x = 0; x < width; x++) values.set(read(row, x), (y * width + x) * channels);
  }
  return { width, height, channels, values };
}

interface PixelReader {
  readonly channels: 1 | 3 | 4;
  readonly read: (row: Uint8Array, x: number) => readonly number[];
}

function readerOf(header: BmpHeader, name: string): PixelReader {
  const { bits, masks } = header;
  if (bits <= 8) return indexed(header, name);
  if (bits === 16) return sixteen(masks, name);
  if (bits === 24)
    return { channels: 3, read: (row, x) => [at(row, 3 * x + 2), at(row, 3 * x + 1), at(row, 3 * x)] };
  return thirtyTwo(masks, name);
}

const at = (row: Uint8Array, i: number): number => row[i] as number;

/** Pillow takes a palette that is a ramp of greys, or black and white, for grey values. */
function indexed({ bits, palette }: BmpHeader, name: string): PixelReader {
  const ramp = (i: number): number => (palette.length === 2 ? 255 * i : i);
  const isGrey = palette.every((colour, i) => colour.every((value) => value === ramp(i)));
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
  return {
    channels: isGrey ? 1 : 3,
    read(row, x) {
      const shift = 8 - bits * ((x % perByte) + 1);
      const colour = palette[(at(row, Math.floor(x / perByte)) >> shift) & mask];
      if (!colour)
        throw new ReadError('corrupt', `\`${name}\` has a pixel of a colour that its palette lacks.`);
      return isGrey ? colour.slice(0, 1) : colour;
    },
  };
}

type Masks = BmpHeader['masks'];

/** Five bits for each, or six for green, stretched to 255 and cut (`libImaging/Unpack.c`). */
function sixteen(masks: Masks, name: string): PixelReader {
  const green = masks?.[1] === 0x7e0 ? 6 : 5;
  if (
    masks &&
    !(masks[1] === 0x7e0 ? same(masks, [0xf800, 0x7e0, 0x1f]) : same(masks, [0x7c00, 0x3e0, 0x1f]))
  )
    throw unknownMasks(name);
  const wide = (value: number, width: number): number => Math.floor((value * 255) / ((1 << width) - 1));
  return {
    channels: 3,
    read(row, x) {
      const pixel = at(row, 2 * x) | (at(row, 2 * x + 1) << 8);
      return [
        wide((pixel >> (5 + green)) & 31, 5),
        wide((pixel >> 5) & ((1 << green) - 1), green),
        wide(pixel & 31, 5),
      ];
    },
  };
}

/** Where a byte of a pixel stands, by its mask. */
const BYTES: ReadonlyMap<number, number> = new Map([
  [0xff, 0],
  [0xff00, 1],
  [0xff0000, 2],
  [0xff000000, 3],
]);

/** The places that Pillow knows, red, green, blue and alpha; no masks at all mean alpha behind the colours. */
function thirtyTwo(masks: Masks, name: string): PixelReader {
  const isBlank = masks?.every((mask) => mask === 0) ?? false;
  const stated =
    masks === null ? [0xff0000, 0xff00, 0xff, 0] : isBlank ? [0xff0000, 0xff00, 0xff, 0xff000000] : masks;
  const places = stated.filter((mask, i) => i < 3 || mask !== 0).map((mask) => BYTES.get(mask));
  if (places.some((place) => place === undefined) || new Set(places).size !== places.length)
    throw unknownMasks(name);
  return {
    channels: places.length === 4 ? 4 : 3,
    read: (row, x) => places.map((place) => at(row, 4 * x + (place as number))),
  };
}

const same = (masks: readonly number[], known: readonly number[]): boolean =>
  known.every((mask, i) => masks[i] === mask);

function unknownMasks(name: string): ReadError {
  return new ReadError(
    'unsupported-feature',
    `\`${name}\` keeps its colours in places that are not read. Save it as PNG: that keeps its values.`,
  );
}
