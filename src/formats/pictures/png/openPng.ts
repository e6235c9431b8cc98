import { ReadError } from '../../../model/index.ts';
import { inflate } from '../../containers/inflate.ts';
import { checkSize, type Picture } from '../Picture.ts';
import { type PngChunks, readChunks } from './chunks.ts';
import { type Colour, colourOf, toPicture } from './colour.ts';
import { unfilter } from './unfilter.ts';

/** Part of a picture that is stored on its own: first pixel and distance of its pixels, across and down. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }];

/** Interlaced pictures come in seven passes (PNG specification, 8.2). */
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/**
 * Decodes a PNG picture to the values that Pillow gives: colour profiles and gamma are left alone, more than 8 bits are
 * cut to the upper 8 except for grey. Throws `ReadError`.
 */
export async function openPng(bytes: Uint8Array, name: string): Promise<Picture> {
  const chunks = readChunks(bytes, name);
  const view = new DataView(chunks.header.buffer, chunks.header.byteOffset);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  checkSize(width, height, name);
  const colour = colourOf(chunks, name);
  const [packing = 0, filtering = 0, interlace = 2] = chunks.header.subarray(10);
  if (packing !== 0 || filtering !== 0 || interlace > 1)
    throw new ReadError('corrupt', `\`${name}\` states a packing that PNG does not have.`);
  const passes = sized(interlace === 1 ? ADAM7 : WHOLE, width, height, colour);
  const samples = await readSamples(chunks, passes, colour, width * height, name, width);
  return toPicture(samples, width, height, colour);
}

interface SizedPass extends Pass {
  readonly columns: number;
  readonly rows: number;
  readonly rowBytes: number;
}

function sized(
  passes: readonly Pass[],
  width: number,
  height: number,
  { bits, stored }: Colour,
): SizedPass[] {
  return passes
    .map((pass) => {
      const columns = Math.ceil((width - pass.x) / pass.dx);
      const rows = Math.ceil((height - pass.y) / pass.dy);
      return { ...pass, columns, rows, rowBytes: Math.ceil((columns * bits * stored) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Every stored sample of every pixel, as it is written: 1, 2, 4, 8 or 16 bits. */
async function readSamples(
  chunks: PngChunks,
  passes: readonly SizedPass[],
  colour: Colour,
  pixels: number,
  name: string,
  width: number,
): Promise<Uint16Array> {
  const expected = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes + 1), 0);
  const data = await inflated(chunks.data, expected, name);
  const { bits, stored } = colour;
  const samples = new Uint16Array(pixels * stored);
  const step = Math.max(1, (bits * stored) / 8);
  let at = 0;
  for (const { rows, rowBytes, columns, x, y, dx, dy } of passes) {
    unfilter(data, at, rows, rowBytes, step, name).forEach((row, r) => {
      const start = (y + r * dy) * width + x;
      if (bits === 8 && dx === 1) samples.set(row, start * stored);
      else spread(row, columns * stored, colour, samples, start, dx);
    });
    at += rows * (rowBytes + 1);
  }
  return samples;
}

/** Samples of one row, `dx` pixels apart from pixel `start` on. */
function spread(
  row: Uint8Array,
  count: number,
  { bits, stored }: Colour,
  samples: Uint16Array,
  start: number,
  dx: number,
): void {
  for (let i = 0; i < count; i++) {
    const column = Math.floor(i / stored);
    samples[(start + column * dx) * stored + (i % stored)] = sampleAt(row, i, bits);
  }
}

function sampleAt(row: Uint8Array, i: number, bits: number): number {
  if (bits === 8) return row[i]!;
  if (bits === 16) return (row[2 * i]! << 8) | row[2 * i + 1]!;
  const at = i * bits;
  return (row[at >> 3]! >> (8 - bits - (at & 7))) & ((1 << bits) - 1);
}

async function inflated(parts: readonly Uint8Array[], expected: number, name: string): Promise<Uint8Array> {
  const left = parts.filter((part) => part.length > 0);
  let next = 0;
  const what = `\`${name}\``;
  const compressed = {
    format: 'deflate' as const,
    what,
    next: () => Promise.resolve(left[next++] ?? null),
  };
  const data = await inflate(compressed, expected);
  if (data.length === expected) return data;
  throw new ReadError(
    'truncated',
    `\`${name}\` holds ${data.length.toLocaleString('en')} of ${expected.toLocaleString('en')} bytes of pixels (PNG).`,
  );
}
