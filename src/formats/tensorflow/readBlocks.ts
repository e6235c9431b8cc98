import type { Storage } from '../../model/index.ts';

/** Where the pieces of a tensor stand in it. */
export type Pieces = Extract<Storage['layout'], { kind: 'pieces' }>;

/** Bytes `[within, within + count)` of a piece. They may be a view that the next read overwrites. */
export type ReadPiece = (piece: number, within: number, count: number) => Promise<Uint8Array>;

/** Bytes `[from, from + length)` of a tensor in pieces: of each piece it reads the rows that the range touches, at once. */
export async function readBlocks(
  { rowBytes, pieces }: Pieces,
  from: number,
  length: number,
  read: ReadPiece,
): Promise<Uint8Array> {
  const into = new Uint8Array(length);
  const [first, last] = [
    Math.floor(from / rowBytes),
    Math.floor((from + Math.max(1, length) - 1) / rowBytes),
  ];
  for (const [piece, { row, rows, at, width }] of pieces.entries()) {
    const [top, bottom] = [Math.max(first, row), Math.min(last, row + rows - 1)];
    if (top > bottom) continue;
    const bytes = await read(piece, (top - row) * width, (bottom - top + 1) * width);
    // Whole rows lie in the piece as they lie in the tensor.
    const step = width === rowBytes ? bytes.length : width;
    for (let done = 0; done < bytes.length; done += step)
      copy(bytes.subarray(done, done + step), into, (top + done / width) * rowBytes + at - from);
  }
  return into;
}

/** Copies what lies inside; the first and the last row may reach beyond the range. */
function copy(bytes: Uint8Array, into: Uint8Array, at: number): void {
  const [begin, end] = [Math.max(0, -at), Math.min(bytes.length, into.length - at)];
  if (begin < end) into.set(bytes.subarray(begin, end), at + begin);
}
