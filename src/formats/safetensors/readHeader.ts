import {
  type ByteSource,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  ReadError,
  type Shape,
} from '../../model/index.ts';
import { formatCount, parseJson } from '../containers/index.ts';
import { ELEMENT_TYPES, type ElementType } from './elementTypes.ts';

/** Bytes of the length that stands in front. */
const PREFIX = 8;
/** As the reference reader (safetensors `src/tensor.rs`, `MAX_HEADER_SIZE`). */
const MAX_HEADER = 100_000_000;
const MAX_RANK = 32;

/** One tensor as the header lists it; `at` counts from the start of the file. */
export interface ListedTensor {
  readonly name: string;
  /** `F32`, as the file says. */
  readonly typeName: string;
  readonly type: ElementType;
  readonly shape: Shape;
  readonly at: number;
  readonly byteLength: number;
}

/** What a safetensors header says. */
export interface Header {
  /** In the order of their bytes. */
  readonly tensors: readonly ListedTensor[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Whether a file starts with a length and, that far in, a JSON object. */
export function isSafetensors(source: ByteSource): boolean {
  if (source.size < PREFIX + 2) return false;
  const bytes = source.view(0, PREFIX + 1);
  return bytes[PREFIX] === 0x7b && lengthOf(bytes) >= 2 && lengthOf(bytes) <= MAX_HEADER;
}

/**
 * Reads and checks a safetensors header: tensors lie one behind the other, without holes, to the end of the file, and each
 * takes as many bytes as its shape says. Throws `ReadError` for anything else, before a value is read.
 */
export function readHeader(source: ByteSource): Header {
  const length = lengthOf(source.view(0, PREFIX));
  if (length > source.size - PREFIX)
    throw new ReadError(
      'truncated',
      `The header of \`${source.name}\` has ${formatCount(length)} bytes, but the file ends after ${formatCount(source.size)}. The download may be incomplete.`,
      'byte 0',
    );
  const bytes = source.view(PREFIX, length);
  const name = `the header of ${source.name}`;
  const header = parseJson(textOf(bytes), { name, maxLength: MAX_HEADER, uniqueKeys: true });
  if (!isObject(header)) throw fault('is no JSON object', 'byte 8');
  const { __metadata__: metadata, ...entries } = header;
  const start = PREFIX + length;
  const tensors = Object.entries(entries)
    .map(([key, entry]) => tensorOf(key, entry, start))
    .sort((x, y) => x.at - y.at || x.byteLength - y.byteLength);
  checkPlaces(tensors, start, source);
  return { tensors, metadata: metadataOf(metadata) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fault('is no text', 'byte 8');
  }
}

function lengthOf(bytes: Uint8Array): number {
  let length = 0;
  for (let i = PREFIX - 1; i >= 0; i--) length = length * 256 + (bytes[i] as number);
  return length;
}

function tensorOf(name: string, entry: Json, start: number): ListedTensor {
  if (!isObject(entry)) throw fault(`describes "${name}" by no object`, name);
  const typeName = String(entry.dtype);
  const type = ELEMENT_TYPES.get(typeName);
  if (!type)
    throw new ReadError(
      'unsupported-feature',
      `Tensor "${name}" is of type ${typeName}, which this version of Twinspect does not know. Expected ${[...ELEMENT_TYPES.keys()].join(', ')}.`,
      name,
    );
  const shape = shapeOf(name, entry);
  const [from, end] = offsetsOf(name, entry);
  const bits = shape.reduce((product, axis) => product * axis, 1) * type.bits;
  if (!Number.isSafeInteger(bits) || bits !== (end - from) * 8)
    throw fault(
      `says that "${name}", a ${typeName} tensor of shape [${shape.join(', ')}], takes ${formatCount(end - from)} bytes, where ${Number.isSafeInteger(bits) ? formatCount(bits / 8) : 'more than any file has'} are needed`,
      name,
    );
  return { name, typeName, type, shape, at: start + from, byteLength: end - from };
}

function shapeOf(name: string, { shape }: JsonObject): Shape {
  if (isArray(shape) && shape.length <= MAX_RANK && shape.every(isSize)) return shape as Shape;
  throw fault(`gives "${name}" a shape that is no list of sizes`, name);
}

function offsetsOf(name: string, { data_offsets: offsets }: JsonObject): [number, number] {
  const [from, end] = isArray(offsets) && offsets.length === 2 && offsets.every(isSize) ? offsets : [];
  if (typeof from === 'number' && typeof end === 'number' && from <= end) return [from, end];
  throw fault(`gives "${name}" no place: data_offsets is no pair of ascending offsets`, name);
}

const isSize = (value: Json): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);

function checkPlaces(tensors: readonly ListedTensor[], start: number, source: ByteSource): void {
  let end = start;
  for (const { name, at, byteLength } of tensors) {
    if (at !== end)
      throw fault(
        `${at < end ? `lets "${name}" overlap the tensor before it` : `leaves a hole before "${name}"`}: it begins at byte ${formatCount(at)}, where ${formatCount(end)} was expected`,
        name,
      );
    end = at + byteLength;
  }
  if (end > source.size)
    throw new ReadError(
      'truncated',
      `The tensors of \`${source.name}\` end at byte ${formatCount(end)}, but the file has ${formatCount(source.size)}. The download may be incomplete.`,
      tensors.at(-1)?.name ?? null,
    );
  if (end < source.size)
    throw fault(
      `describes ${formatCount(end)} bytes of the file, which has ${formatCount(source.size)}: whose the rest is remains unknown`,
      `byte ${formatCount(end)}`,
    );
}

function metadataOf(value: Json | undefined): Map<string, string> {
  if (value === undefined) return new Map();
  const entries = isObject(value) ? Object.entries(value) : null;
  if (entries?.every(([, text]) => typeof text === 'string')) return new Map(entries as [string, string][]);
  throw fault('holds a __metadata__ that is no object of texts', '__metadata__');
}

function fault(problem: string, where: string): ReadError {
  return new ReadError('corrupt', `The file is damaged: its safetensors header ${problem}.`, where);
}
