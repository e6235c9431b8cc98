import { crc32c, masked } from './crc32c.ts';

/** How a test table is written. */
interface TableOptions {
  /** Entries of one block. */
  readonly perBlock?: number;
  /** Packs a block as Snappy does, with literals and copies. */
  readonly snappy?: boolean;
}

type Entry = readonly [key: string, value: Uint8Array];

/** Writes a table as LevelDB does, from entries in the order of their keys; keys share beginnings. */
export function writeTable(
  entries: readonly Entry[],
  { perBlock = 1e9, snappy = false }: TableOptions = {},
): Uint8Array {
  const file: number[] = [];
  const index: Entry[] = [];
  for (let at = 0; at < entries.length; at += perBlock) {
    const block = entries.slice(at, at + perBlock);
    index.push([(block.at(-1) as Entry)[0], Uint8Array.from(addBlock(file, blockOf(block), snappy))]);
  }
  const handles = [...addBlock(file, blockOf([]), false), ...addBlock(file, blockOf(index, 1), false)];
  while (handles.length < 40) handles.push(0);
  return Uint8Array.from([...file, ...handles, 0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb]);
}

/** A number in groups of seven bits. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

function blockOf(entries: readonly Entry[], interval = 16): Uint8Array {
  const bytes: number[] = [];
  const restarts: number[] = entries.length === 0 ? [0] : [];
  let before = '';
  entries.forEach(([key, value], i) => {
    if (i % interval === 0) {
      restarts.push(bytes.length);
      before = '';
    }
    let shared = 0;
    while (shared < key.length && key[shared] === before[shared]) shared++;
    bytes.push(...varint(shared), ...varint(key.length - shared), ...varint(value.length));
    bytes.push(...Buffer.from(key.slice(shared), 'latin1'), ...value);
    before = key;
  });
  for (const at of [...restarts, restarts.length]) bytes.push(...le32(at));
  return Uint8Array.from(bytes);
}

/** Adds a block with its trailer, and returns its handle. */
function addBlock(file: number[], content: Uint8Array, pack: boolean): number[] {
  const stored = Uint8Array.from([...(pack ? packed(content) : content), pack ? 1 : 0]);
  const handle = [...varint(file.length), ...varint(stored.length - 1)];
  file.push(...stored, ...le32(masked(crc32c(stored))));
  return handle;
}

const le32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

/** Snappy: bytes that repeat the ones four before become copies, all others literals. */
function packed(content: Uint8Array): number[] {
  const out = varint(content.length);
  for (let at = 0; at < content.length; ) {
    let run = 0;
    while (at >= 4 && run < 11 && at + run < content.length && content[at + run] === content[at + run - 4])
      run++;
    if (run >= 4) {
      out.push(1 | ((run - 4) << 2), 4);
      at += run;
    } else {
      out.push(0, content[at] as number);
      at++;
    }
  }
  return out;
}
