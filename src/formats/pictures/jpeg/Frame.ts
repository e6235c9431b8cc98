/** One component of a JPEG picture: its coefficients, block by block, as the scans fill them in. */
export interface Component {
  readonly id: number;
  /** Sampling factors, 1 to 4. */
  readonly h: number;
  readonly v: number;
  /** Which quantisation table. */
  readonly table: number;
  /** Samples that are really part of the picture. */
  readonly width: number;
  readonly height: number;
  /** Blocks that a scan of this component alone has. */
  readonly blocksAcross: number;
  readonly blocksDown: number;
  /** Blocks for each row of `coefficients`: filled up to whole units of interleaved scans. */
  readonly stride: number;
  /** 64 for each block, in natural order, not yet dequantised. */
  readonly coefficients: Int16Array;
  /** For each coefficient in zigzag order: how many low bits the scans so far left out; -1 for all. */
  readonly missing: Int8Array;
}

/** What the frame header says (ITU T.81, B.2.2). */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean;
  readonly unitsAcross: number;
  readonly unitsDown: number;
  readonly hMax: number;
  readonly vMax: number;
  readonly components: readonly Component[];
}

/** From zigzag order to natural order (ITU T.81, A.3.6). */
export const ZIGZAG: readonly number[] = zigzag();

function zigzag(): number[] {
  const order = Array.from({ length: 64 }, (_, i) => i);
  const diagonal = (i: number): number => (i >> 3) + (i & 7);
  const along = (i: number): number => (diagonal(i) % 2 === 0 ? i & 7 : i >> 3);
  return order.sort((i, j) => diagonal(i) - diagonal(j) || along(i) - along(j));
}
