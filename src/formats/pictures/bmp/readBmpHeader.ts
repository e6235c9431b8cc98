import { ReadError } from '../../../model/index.ts';
import { checkSize } from '../Picture.ts';

/** What the headers of a BMP say. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** The first row stored is the top one; else the bottom one. */
  readonly topDown: boolean;
  readonly bits: number;
  /** Where the rows begin. */
  readonly offset: number;
  /** Red, green, blue for each index; empty from 16 bits on. */
  readonly palette: readonly (readonly [number, number, number])[];
  /** Where red, green, blue and alpha stand in a pixel of 16 or 32 bits; `null` for the usual places. */
  readonly masks: readonly [number, number, number, number] | null;
}

const FILE_HEADER = 14;
const CORE = 12;
/** BITMAPINFOHEADER and what follows it, by size. */
const INFO: ReadonlySet<number> = new Set([40, 52, 56, 64, 108, 124]);
const DEPTHS: ReadonlySet<number> = new Set([1, 4, 8, 16, 24, 32]);
const RAW = 0;
const BITFIELDS = 3;

/** Reads the headers of a BMP as Pillow does (`PIL/BmpImagePlugin.py`). Throws `ReadError` for kinds that are not read. */
export function readBmpHeader(bytes: Uint8Array, name: string): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  need(bytes, FILE_HEADER + CORE, name);
  const size = view.getUint32(FILE_HEADER, true);
  if (size !== CORE && !INFO.has(size)) throw unread(name, `a header of ${size} bytes`);
  need(bytes, FILE_HEADER + size, name);
  const sizes = size === CORE ? coreSizes(view) : infoSizes(view);
  const { width, height, bits, packing, topDown } = sizes;
  checkSize(width, height, name);
  checkKind(sizes, name);
  const masks = packing === BITFIELDS ? masksOf(view, size, bytes, name) : null;
  const afterHeader = FILE_HEADER + size + (masks && size === 40 ? 12 : 0);
  const step = size === CORE ? 3 : 4;
  const palette = paletteOf(bytes, sizes, afterHeader, step, name);
  const stated = view.getUint32(10, true);
  // Some writers forget the palette.
  const forgets = stated === 0 || (stated === FILE_HEADER + size && bits <= 8);
  const offset = forgets ? afterHeader + palette.length * step : stated;
  return { width, height, topDown, bits, offset, palette, masks };
}

function checkKind({ bits, packing }: Sizes, name: string): void {
  if (!DEPTHS.has(bits)) throw unread(name, `${bits} bits for a pixel`);
  if (packing !== RAW && packing !== BITFIELDS) throw unread(name, `packing ${packing}`);
  if (packing === BITFIELDS && bits <= 8) throw unread(name, `masks for ${bits} bits`);
}

/** Blue, green and red for each colour, and a byte that means nothing. */
function paletteOf(
  bytes: Uint8Array,
  { bits, colours }: Sizes,
  start: number,
  step: number,
  name: string,
): BmpHeader['palette'] {
  const count = bits > 8 ? 0 : colours || 1 << bits;
  if (bits <= 8 && count > 1 << bits) throw unread(name, `${count} colours for ${bits} bits`);
  need(bytes, start + count * step, name);
  return Array.from({ length: count }, (_, i): [number, number, number] => {
    const at = start + i * step;
    return [bytes[at + 2] as number, bytes[at + 1] as number, bytes[at] as number];
  });
}

interface Sizes extends Pick<BmpHeader, 'width' | 'height' | 'topDown' | 'bits'> {
  readonly packing: number;
  readonly colours: number;
}

function coreSizes(view: DataView): Sizes {
  return {
    ...{ width: view.getUint16(18, true), height: view.getUint16(20, true), bits: view.getUint16(24, true) },
    ...{ topDown: false, packing: RAW, colours: 0 },
  };
}

function infoSizes(view: DataView): Sizes {
  const height = view.getInt32(22, true);
  return {
    ...{ width: view.getInt32(18, true), height: Math.abs(height), topDown: height < 0 },
    ...{
      bits: view.getUint16(28, true),
      packing: view.getUint32(30, true),
      colours: view.getUint32(46, true),
    },
  };
}

function masksOf(
  view: DataView,
  size: number,
  bytes: Uint8Array,
  name: string,
): readonly [number, number, number, number] {
  need(bytes, FILE_HEADER + 52, name);
  const at = (i: number): number => view.getUint32(FILE_HEADER + 40 + 4 * i, true);
  return [at(0), at(1), at(2), size >= 56 ? at(3) : 0];
}

function need(bytes: Uint8Array, length: number, name: string): void {
  if (bytes.length < length)
    throw new ReadError(
      'truncated',
      `\`${name}\` ends after ${bytes.length} of at least ${length} bytes. The download may be incomplete.`,
    );
}

function unread(name: string, what: string): ReadError {
  return new ReadError(
    'unsupported-feature',
    `\`${name}\` is a BMP picture with ${what}, which is not read. Save it as PNG: that keeps its values.`,
  );
}
