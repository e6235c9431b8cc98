import { Cursor } from '../Cursor.ts';
import { BitReader } from './BitReader.ts';
import { bzip2Crc } from './bzip2Crc.ts';
import { HuffmanTable } from './HuffmanTable.ts';
import { Output } from './Output.ts';

const BLOCK = 0x314159265359;
const END = 0x177245385090;
const MAX_SELECTORS = 18_002;

/** A bzip2 file of one or more streams (bzip2 1.0 format): every block and every stream is held against its checksum. */
export function bunzip2(bytes: Uint8Array, name: string, limit: number): Uint8Array {
  const what = `\`${name}\``;
  const output = new Output(limit, what);
  const bits = new BitReader(new Cursor(bytes, 0, what));
  do {
    stream(bits, output);
    bits.align();
  } while (bits.cursor.left > 0);
  return output.bytes();
}

function stream(bits: BitReader, output: Output): void {
  if (bits.read(16) !== 0x425a || bits.read(8) !== 0x68) throw bits.fault('does not start as bzip2');
  const level = bits.read(8) - 0x30;
  if (!(level >= 1 && level <= 9)) throw bits.fault('states an impossible size of blocks');
  let combined = 0;
  for (;;) {
    const kind = bits.read(24) * 2 ** 24 + bits.read(24);
    const sum = bits.read32();
    if (kind === END) {
      if (sum !== combined) throw bits.fault('does not have its checksum');
      return;
    }
    if (kind !== BLOCK) throw bits.fault('has a damaged block');
    const from = output.length;
    expand(inverse(bits, level * 100_000), output);
    if (bzip2Crc(output.bytes(from)) !== sum) throw bits.fault('does not have its checksum');
    combined = (((combined << 1) | (combined >>> 31)) ^ sum) >>> 0;
  }
}

/** One block before its runs are expanded: Huffman, move to front, and the Burrows–Wheeler transform undone. */
function inverse(bits: BitReader, size: number): Uint8Array {
  if (bits.read(1) === 1) throw bits.fault('is a randomised block of an old bzip2, which is not supported');
  const origin = bits.read(24);
  const column = lastColumn(bits, size);
  if (origin >= column.length) throw bits.fault('has a damaged block');
  const starts = new Uint32Array(257);
  for (const byte of column) starts[byte + 1] = (starts[byte + 1] as number) + 1;
  for (let byte = 0; byte < 256; byte++)
    starts[byte + 1] = (starts[byte + 1] as number) + (starts[byte] as number);
  const next = new Uint32Array(column.length);
  column.forEach((byte, i) => {
    next[starts[byte] as number] = i;
    starts[byte] = (starts[byte] as number) + 1;
  });
  const block = new Uint8Array(column.length);
  let at = next[origin] as number;
  for (let i = 0; i < block.length; i++) {
    block[i] = column[at] as number;
    at = next[at] as number;
  }
  return block;
}

/** The last column of the sorted rotations. */
function lastColumn(bits: BitReader, size: number): Uint8Array {
  const front = usedBytes(bits);
  const tables = readTables(bits, front.length + 2);
  const column = new Uint8Array(size);
  let [length, run, weight] = [0, 0, 1];
  const put = (byte: number, count: number) => {
    if (length + count > size) throw bits.fault('has a block larger than it states');
    column.fill(byte, length, length + count);
    length += count;
  };
  for (;;) {
    const symbol = tables.next();
    if (symbol <= 1) {
      run += weight << symbol;
      weight <<= 1;
      if (run > size) throw bits.fault('has a block larger than it states');
      continue;
    }
    put(front[0] as number, run);
    [run, weight] = [0, 1];
    if (symbol === front.length + 1) return column.subarray(0, length);
    const [byte = 0] = front.splice(symbol - 1, 1);
    front.unshift(byte);
    put(byte, 1);
  }
}

function usedBytes(bits: BitReader): number[] {
  const groups = bits.read(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group++) {
    const members = groups & (0x8000 >> group) ? bits.read(16) : 0;
    for (let i = 0; i < 16; i++) if (members & (0x8000 >> i)) used.push(16 * group + i);
  }
  if (used.length === 0) throw bits.fault('has a block without bytes');
  return used;
}

/** Two to six tables, of which each takes its turn for fifty symbols. */
function readTables(bits: BitReader, symbols: number): { next(): number } {
  const count = bits.read(3);
  const turns = bits.read(15);
  if (count < 2 || count > 6 || turns === 0 || turns > MAX_SELECTORS) throw bits.fault('has damaged tables');
  const order = Array.from({ length: count }, (_, i) => i);
  const selectors = Array.from({ length: turns }, () => {
    let place = 0;
    while (bits.read(1) === 1) place += 1;
    const [chosen] = order.splice(place, 1);
    if (chosen === undefined) throw bits.fault('has damaged tables');
    order.unshift(chosen);
    return chosen;
  });
  const tables = order.map(() => HuffmanTable.read(bits, symbols));
  let used = 0;
  return {
    next() {
      const table = tables[selectors[Math.floor(used / 50)] ?? -1];
      used += 1;
      if (!table) throw bits.fault('has a block that is longer than its tables');
      return table.decode(bits);
    },
  };
}

/** Four equal bytes are followed by how many more there are. */
function expand(block: Uint8Array, output: Output): void {
  let [last, same] = [-1, 0];
  for (const byte of block) {
    if (same === 4) {
      for (let i = 0; i < byte; i++) output.push(last);
      [last, same] = [-1, 0];
      continue;
    }
    same = byte === last ? same + 1 : 1;
    last = byte;
    output.push(byte);
  }
}
