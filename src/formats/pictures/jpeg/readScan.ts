import { ReadError } from '../../../model/index.ts';
import type { BitReader } from './BitReader.ts';
import { type BlockDecoder, decoderFor, type ScanState } from './blockDecoders.ts';
import type { Component, Frame } from './Frame.ts';
import type { HuffmanTable } from './HuffmanTable.ts';

/** A component of a scan with the tables it is coded by. */
export interface ScanComponent {
  readonly component: Component;
  readonly dc: HuffmanTable | null;
  readonly ac: HuffmanTable | null;
}

/** What the scan header says (ITU T.81, B.2.3): coefficients `from` to `to`, with bits down to `low`; `high` of them known. */
export interface Scan {
  readonly parts: readonly ScanComponent[];
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly low: number;
  /** Units between restart markers; 0 for none. */
  readonly interval: number;
}

/** Adds what one scan tells to the coefficients of its components. Throws `ReadError` for damaged data. */
export function readScan(frame: Frame, scan: Scan, reader: BitReader, name: string): void {
  checkScan(frame, scan, name);
  const decode = decoderFor(frame.isProgressive, scan);
  const states = scan.parts.map((part) => ({ ...part, predicted: 0, endRun: 0 }));
  const units =
    scan.parts.length === 1 ? aloneUnits(states[0]!, decode) : interleavedUnits(frame, states, decode);
  for (let unit = 0; unit < units.count; unit++) {
    if (scan.interval > 0 && unit > 0 && unit % scan.interval === 0) {
      reader.restart(unit / scan.interval - 1);
      for (const state of states) Object.assign(state, { predicted: 0, endRun: 0 });
    }
    units.read(unit, reader);
  }
  for (const { component } of scan.parts) component.missing.fill(scan.low, scan.from, scan.to + 1);
}

function checkScan({ isProgressive }: Frame, { parts, from, to, high, low }: Scan, name: string): void {
  const isWhole = from === 0 && to === 63 && high === 0 && low === 0;
  const isPart = from <= to && to < 64 && low < 14 && (high === 0 || high === low + 1);
  const isSplit = from === 0 ? to === 0 : parts.length === 1;
  const continues = parts.every(({ component: { missing } }) =>
    missing.subarray(from, to + 1).every((bits) => (high === 0 ? bits === -1 : bits === high)),
  );
  if (continues && (isProgressive ? isPart && isSplit : isWhole)) return;
  throw new ReadError('corrupt', `\`${name}\` has a scan that does not fit the scans before it (JPEG).`);
}

interface Units {
  readonly count: number;
  read(unit: number, reader: BitReader): void;
}

/** A scan of one component has its blocks row by row, without those that only fill up. */
function aloneUnits(state: ScanState, decode: BlockDecoder): Units {
  const { blocksAcross, blocksDown, stride } = state.component;
  return {
    count: blocksAcross * blocksDown,
    read: (unit, reader) => {
      const row = Math.floor(unit / blocksAcross);
      decode(state, 64 * (row * stride + (unit % blocksAcross)), reader);
    },
  };
}

function interleavedUnits(frame: Frame, states: readonly ScanState[], decode: BlockDecoder): Units {
  const { unitsAcross, unitsDown } = frame;
  const readOf = (state: ScanState, unit: number, reader: BitReader): void => {
    const { h, v, stride } = state.component;
    const [row, column] = [Math.floor(unit / unitsAcross), unit % unitsAcross];
    for (let y = 0; y < v; y++)
      for (let x = 0; x < h; x++) decode(state, 64 * ((row * v + y) * stride + column * h + x), reader);
  };
  return {
    count: unitsAcross * unitsDown,
    read: (unit, reader) => {
      for (const state of states) readOf(state, unit, reader);
    },
  };
}
