import { Cursor } from '../Cursor.ts';
import { LzmaDecoder, propertiesOf } from './LzmaDecoder.ts';
import { Output } from './Output.ts';
import { RangeDecoder } from './RangeDecoder.ts';

/** An `.lzma` file: properties, size of the dictionary, size of the content or 2⁶⁴ − 1 where an end mark tells. */
export function unlzma(bytes: Uint8Array, name: string, limit: number): Uint8Array {
  const what = `\`${name}\``;
  const cursor = new Cursor(bytes, 0, what);
  const properties = propertiesOf(cursor.u8(), cursor);
  cursor.skip(4);
  const size = cursor.take(8).every((byte) => byte === 0xff) ? null : sizeBefore(cursor);
  const output = new Output(limit, what);
  const range = new RangeDecoder(cursor);
  const ended = new LzmaDecoder(output, properties, 0).decode(range, size ?? Number.POSITIVE_INFINITY);
  if (size !== null && output.length < size) throw cursor.fault('ends before its end');
  if ((ended && !range.isFinished) || cursor.left > 0) throw cursor.fault('goes on after its end');
  return output.bytes();
}

function sizeBefore(cursor: Cursor): number {
  cursor.at -= 8;
  return cursor.uint(8);
}
