import { ReadError } from '../../model/index.ts';

/**
 * A decoded picture, row by row, channels last: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. Values are those of Pillow's
 * modes: 0 to 255; only grey of 16 bits keeps its 0 to 65,535, as Pillow's `I;16` does.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly values: Uint8Array | Uint16Array;
}

/** The most pixels of one picture: 8,192 × 4,096. */
export const MAX_PIXELS = 2 ** 25;

/** Throws `ReadError` for a picture without pixels or with too many, before anything is allocated for it. */
export function checkSize(width: number, height: number, name: string): void {
  if (width < 1 || height < 1)
    throw new ReadError('corrupt', `\`${name}\` says that it has ${width} × ${height} pixels.`);
  if (width * height > MAX_PIXELS)
    throw new ReadError(
      'too-large',
      `\`${name}\` has ${width} × ${height} pixels; at most ${MAX_PIXELS.toLocaleString('en')} are read.`,
    );
}
