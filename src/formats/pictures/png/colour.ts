import { ReadError } from '../../../model/index.ts';
import type { Picture } from '../Picture.ts';
import type { PngChunks } from './chunks.ts';

/** How the samples of a PNG make up a pixel. */
export interface Colour {
  readonly bits: number;
  /** Samples stored for each pixel. */
  readonly stored: 1 | 2 | 3 | 4;
  /** RGBA of each palette entry, when a pixel is an index. */
  readonly palette: Uint8Array | null;
  readonly hasPaletteAlpha: boolean;
  /** The one colour that is transparent. */
  readonly hidden: readonly number[] | null;
}

/** PNG specification, 11.2.2: the depths that each colour type may have. */
const TYPES: Readonly<
  Record<number, { readonly stored: Colour['stored']; readonly depths: readonly number[] }>
> = {
  0: { stored: 1, depths: [1, 2, 4, 8, 16] },
  2: { stored: 3, depths: [8, 16] },
  3: { stored: 1, depths: [1, 2, 4, 8] },
  4: { stored: 2, depths: [8, 16] },
  6: { stored: 4, depths: [8, 16] },
};

const INDEXED = 3;

/** Reads the colour type, the palette and the transparent colour. Throws `ReadError` for what PNG or Pillow does not have. */
export function colourOf({ header, palette, transparency }: PngChunks, name: string): Colour {
  const [bits = 0, type = -1] = header.subarray(8, 10);
  const row = TYPES[type];
  if (!row?.depths.includes(bits))
    throw new ReadError(
      'corrupt',
      `\`${name}\` states ${bits} bits of colour type ${type}, which PNG does not have.`,
    );
  const { stored } = row;
  if (type === INDEXED)
    return {
      bits,
      stored,
      palette: paletteOf(palette, transparency, name),
      hasPaletteAlpha: transparency !== null,
      hidden: null,
    };
  return {
    bits,
    stored,
    palette: null,
    hasPaletteAlpha: false,
    hidden: hiddenOf(transparency, stored, bits, name),
  };
}

function paletteOf(colours: Uint8Array | null, alpha: Uint8Array | null, name: string): Uint8Array {
  if (!colours || colours.length === 0 || colours.length % 3 !== 0 || colours.length > 768)
    throw new ReadError('corrupt', `\`${name}\` has indexed colours and no sound palette (PNG).`);
  const palette = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    for (let c = 0; c < 3; c++) palette[4 * i + c] = colours[3 * i + c] ?? 0;
    palette[4 * i + 3] = alpha?.[i] ?? 255;
  }
  return palette;
}

function hiddenOf(
  transparency: Uint8Array | null,
  stored: number,
  bits: number,
  name: string,
): number[] | null {
  if (!transparency || stored % 2 === 0) return null;
  if (bits !== 8 || transparency.length !== 2 * stored)
    throw new ReadError(
      'unsupported-feature',
      `\`${name}\` has ${bits} bits and one transparent colour, which programs read differently. Save it with 8 bits.`,
    );
  return Array.from({ length: stored }, (_, c) => (transparency[2 * c]! << 8) | transparency[2 * c + 1]!);
}

/** Stored samples as the values of Pillow's modes. */
export function toPicture(samples: Uint16Array, width: number, height: number, colour: Colour): Picture {
  const { bits, stored, palette, hidden } = colour;
  if (palette) return fromPalette(samples, width, height, palette, colour.hasPaletteAlpha ? 4 : 3);
  if (bits === 16 && stored === 1) return { width, height, channels: 1, values: samples };
  const scaled = new Uint8Array(samples.length);
  const toEight = scale(bits);
  for (let i = 0; i < samples.length; i++) scaled[i] = toEight(samples[i]!);
  if (!hidden) return { width, height, channels: stored, values: scaled };
  const channels = stored === 1 ? 2 : 4;
  const values = new Uint8Array(width * height * channels);
  for (let i = 0; i < width * height; i++) {
    const pixel = scaled.subarray(i * stored, (i + 1) * stored);
    values.set(pixel, i * channels);
    values[i * channels + stored] = hidden.every((value, c) => value === pixel[c]) ? 0 : 255;
  }
  return { width, height, channels, values };
}

/** To 8 bits: fewer are spread over 0 to 255, of more the upper 8 are taken. */
function scale(bits: number): (sample: number) => number {
  if (bits === 16) return (sample) => sample >> 8;
  const factor = 255 / (2 ** bits - 1);
  return (sample) => sample * factor;
}

function fromPalette(
  samples: Uint16Array,
  width: number,
  height: number,
  palette: Uint8Array,
  channels: 3 | 4,
): Picture {
  const values = new Uint8Array(samples.length * channels);
  samples.forEach((index, i) => {
    values.set(palette.subarray(4 * index, 4 * index + channels), i * channels);
  });
  return { width, height, channels, values };
}
