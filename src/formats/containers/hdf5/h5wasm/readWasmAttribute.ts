import { ReadError, toFloat64 } from '../../../../model/index.ts';
import { decodeUtf8 } from '../../decodeUtf8.ts';
import { PADDINGS } from '../messages/readDatatype.ts';
import type { AttributeValue } from '../types.ts';
import { trimText } from '../values/trimText.ts';
import { checkedRead } from './checkedRead.ts';
import { dtypeOfMetadata, isNumeric, isText } from './dtypeOfMetadata.ts';
import type { Library, Metadata } from './Library.ts';
import type { WasmFile } from './WasmFile.ts';

const MAX_BYTES = 32 * 1024 * 1024;
const POINTER_BYTES = 4;

/** One attribute through h5wasm, with the same values as our own reader gives. Throws `ReadError`. */
export function readWasmAttribute(file: WasmFile, path: string, name: string): AttributeValue {
  return file.call(path, (library, id) => {
    const metadata = library.get_attribute_metadata(id, path, name);
    const length = metadata.size * metadata.total_size;
    if (length > MAX_BYTES) throw new ReadError('too-large', `Attribute “${name}” holds more than 32 MiB.`);
    const read = (to: bigint): number => library.get_attribute_data(id, path, name, to);
    return checkedRead(library, length, `attribute “${name}”`, read, (bytes, at) => {
      const values = decode(library, metadata, bytes);
      if (metadata.vlen) library.reclaim_vlen_memory(id, path, name, BigInt(at));
      return values;
    });
  });
}

function decode(library: Library, metadata: Metadata, bytes: Uint8Array): AttributeValue {
  const isScalar = metadata.shape !== null && metadata.shape.length === 0;
  if (isText(metadata)) {
    const texts = metadata.vlen ? heapTexts(library, bytes) : fixedTexts(bytes, metadata);
    return isScalar ? (texts[0] ?? '') : texts;
  }
  if (!isNumeric(metadata)) return bytes.slice();
  const numbers = numbersOf(metadata, bytes.slice());
  return isScalar ? (numbers[0] ?? []) : numbers;
}

function heapTexts(library: Library, bytes: Uint8Array): string[] {
  const pointers = new Uint32Array(bytes.slice().buffer, 0, bytes.length / POINTER_BYTES);
  return Array.from(pointers, (pointer) => {
    if (pointer === 0) return '';
    return decodeUtf8(library.HEAPU8, pointer, library.HEAPU8.indexOf(0, pointer));
  });
}

function fixedTexts(bytes: Uint8Array, { size, strpad }: Metadata): string[] {
  const padding = PADDINGS[strpad ?? 0] ?? 'null-terminated';
  return Array.from({ length: bytes.length / size }, (_, i) =>
    trimText(bytes.subarray(i * size, (i + 1) * size), padding),
  );
}

function numbersOf(metadata: Metadata, bytes: Uint8Array): (number | bigint)[] {
  const dtype = dtypeOfMetadata(metadata, '');
  if (dtype === 'int64') return Array.from(new BigInt64Array(bytes.buffer as ArrayBuffer), exact);
  if (dtype === 'uint64') return Array.from(new BigUint64Array(bytes.buffer as ArrayBuffer), exact);
  return Array.from(toFloat64({ dtype, shape: [metadata.total_size], bytes }) ?? []);
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
