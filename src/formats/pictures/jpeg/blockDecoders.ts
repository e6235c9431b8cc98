import type { BitReader } from './BitReader.ts';
import { type Component, ZIGZAG } from './Frame.ts';
import type { HuffmanTable } from './HuffmanTable.ts';

/** A component while a scan of it is read. */
export interface ScanState {
  readonly component: Component;
  readonly dc: HuffmanTable | null;
  readonly ac: HuffmanTable | null;
  /** The last constant part, from which the next one is told. */
  predicted: number;
  /** Blocks to come whose coefficients of this scan are all zero. */
  endRun: number;
}

/** Reads one block; `at` is where its coefficients start. */
export type BlockDecoder = (state: ScanState, at: number, reader: BitReader) => void;

interface Band {
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly low: number;
}

/** How the blocks of a scan are coded: sequential (ITU T.81, F.2) or one of the four progressive ways (G). */
export function decoderFor(isProgressive: boolean, { from, to, high, low }: Band): BlockDecoder {
  if (!isProgressive) return sequential;
  if (from === 0) return high === 0 ? firstConstant(low) : moreConstant(low);
  return high === 0 ? firstBand(from, to, low) : moreBand(from, to, low);
}

function constantOf(state: ScanState, reader: BitReader): number {
  state.predicted += reader.signed(state.dc!.next(reader) & 15);
  return state.predicted;
}

const sequential: BlockDecoder = (state, at, reader) => {
  const { coefficients } = state.component;
  coefficients[at] = constantOf(state, reader);
  for (let k = 1; k < 64; k++) {
    const code = state.ac!.next(reader);
    const [run, size] = [code >> 4, code & 15];
    if (size === 0 && run < 15) return;
    k += run;
    if (size > 0) coefficients[at + (ZIGZAG[k] ?? 63)] = reader.signed(size);
  }
};

const firstConstant =
  (low: number): BlockDecoder =>
  (state, at, reader) => {
    state.component.coefficients[at] = constantOf(state, reader) << low;
  };

const moreConstant =
  (low: number): BlockDecoder =>
  (state, at, reader) => {
    if (reader.bit()) state.component.coefficients[at]! |= 1 << low;
  };

const firstBand =
  (from: number, to: number, low: number): BlockDecoder =>
  (state, at, reader) => {
    if (state.endRun > 0) {
      state.endRun--;
      return;
    }
    for (let k = from; k <= to; k++) {
      const code = state.ac!.next(reader);
      const [run, size] = [code >> 4, code & 15];
      if (size === 0 && run < 15) {
        state.endRun = 2 ** run + reader.bits(run) - 1;
        return;
      }
      k += run;
      if (size > 0) state.component.coefficients[at + (ZIGZAG[k] ?? 63)] = reader.signed(size) * 2 ** low;
    }
  };

/** Coefficients that are known get one more bit; those that become known stand between them (ITU T.81, G.1.2.3). */
const moreBand =
  (from: number, to: number, low: number): BlockDecoder =>
  (state, at, reader) => {
    const { coefficients } = state.component;
    let k = from;
    while (k <= to && state.endRun === 0) {
      const [run, value] = newcomer(state, low, reader);
      if (state.endRun > 0) break;
      k = refine(coefficients, at, { k, to, low, zeros: run }, reader);
      if (value !== 0 && k <= to) coefficients[at + ZIGZAG[k]!] = value;
      k++;
    }
    if (state.endRun === 0) return;
    refine(coefficients, at, { k, to, low, zeros: 64 }, reader);
    state.endRun--;
  };

/** How many unknown coefficients are passed over, and what the next one becomes; or the run of blocks that ends here. */
function newcomer(state: ScanState, low: number, reader: BitReader): [run: number, value: number] {
  const code = state.ac!.next(reader);
  const [run, size] = [code >> 4, code & 15];
  if (size === 0 && run < 15) state.endRun = 2 ** run + reader.bits(run);
  if (size === 0) return [run, 0];
  return [run, (reader.bit() ? 1 : -1) * 2 ** low];
}

interface Walk {
  readonly k: number;
  readonly to: number;
  readonly low: number;
  /** How many unknown coefficients are passed over; it stops at the next one. */
  readonly zeros: number;
}

function refine(coefficients: Int16Array, at: number, walk: Walk, reader: BitReader): number {
  const bit = 1 << walk.low;
  let { k, zeros } = walk;
  for (; k <= walk.to; k++) {
    const index = at + ZIGZAG[k]!;
    const known = coefficients[index]!;
    if (known === 0) {
      if (zeros === 0) return k;
      zeros--;
    } else if (reader.bit() && (Math.abs(known) & bit) === 0)
      coefficients[index] = known + Math.sign(known) * bit;
  }
  return k;
}
