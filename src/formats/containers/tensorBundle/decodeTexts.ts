import { ReadError } from '../../../model/index.ts';
import { Cursor } from '../Cursor.ts';
import { crc32c, masked } from './crc32c.ts';

/**
 * The texts of a string tensor: their lengths as varints, a checksum of the lengths, then all bytes one after another
 * (`tensorflow/core/util/tensor_bundle/tensor_bundle.cc`, `WriteStringTensor`). `crc` is the unmasked CRC that the entry
 * must have: lengths count as numbers of four or eight bytes, not as they are stored. Bytes that are no UTF-8 show as
 * U+FFFD; compare `bytes` of the tensor, not these.
 */
export function decodeTexts(
  key: string,
  bytes: Uint8Array,
  count: number,
  isBig: boolean,
): { readonly strings: string[]; readonly crc: number } {
  if (count > bytes.length) throw damaged(key, 'holds fewer texts than it says');
  const from = new Cursor(bytes, 0, `the texts of ${key}`);
  const lengths: number[] = [];
  let crc = 0;
  for (let i = 0; i < count; i++) {
    const length = varint(from);
    lengths.push(length);
    crc = crc32c(asNumber(length, isBig), crc);
  }
  const stored = from.take(4);
  const sum = new DataView(stored.buffer, stored.byteOffset, 4).getUint32(0, !isBig);
  if (sum !== masked(crc)) throw damaged(key, 'has lengths that do not fit their checksum');
  crc = crc32c(bytes.subarray(from.at), crc32c(stored, crc));
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const strings = lengths.map((length) => decoder.decode(from.take(length)));
  if (from.left > 0) throw damaged(key, 'is longer than its texts');
  return { strings, crc };
}

function varint(from: Cursor): number {
  let value = 0;
  for (let i = 0; i < 7; i++) {
    const byte = from.u8();
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return value;
  }
  throw from.fault('has an impossible length');
}

function asNumber(length: number, isBig: boolean): Uint8Array {
  const small = length < 2 ** 32;
  const view = new DataView(new ArrayBuffer(small ? 4 : 8));
  if (small) view.setUint32(0, length, !isBig);
  else view.setBigUint64(0, BigInt(length), !isBig);
  return new Uint8Array(view.buffer);
}

function damaged(key: string, problem: string): ReadError {
  return new ReadError(
    'corrupt',
    `${key === '_CHECKPOINTABLE_OBJECT_GRAPH' ? 'The list of objects' : `The text tensor "${key}"`} ${problem}. The data file is damaged, or belongs to another checkpoint than the index.`,
    key,
  );
}
