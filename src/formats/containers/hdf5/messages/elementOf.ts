import { type DType, ReadError } from '../../../../model/index.ts';
import type { Datatype } from './readDatatype.ts';

/** A datatype as our element type, and whether its bytes must be swapped to be little-endian. */
export interface Element {
  readonly dtype: DType;
  /** Bytes of one element in the file. */
  readonly size: number;
  /** Bytes that change order together when swapped; 1 when nothing is swapped. */
  readonly swap: number;
}

/** The floats that are known, by size, exponent bits, fraction bits and bias. */
const FLOATS: Readonly<Record<string, DType>> = {
  '8/11/52/1023': 'float64',
  '4/8/23/127': 'float32',
  '2/5/10/15': 'float16',
  '2/8/7/127': 'bfloat16',
};

const INTEGERS: Readonly<Record<string, DType>> = {
  '1s': 'int8',
  '2s': 'int16',
  '4s': 'int32',
  '8s': 'int64',
  '1u': 'uint8',
  '2u': 'uint16',
  '4u': 'uint32',
  '8u': 'uint64',
};

/** What the bytes of a datatype are to us. Throws `ReadError('unsupported-feature')`, naming the type, when nothing fits. */
export function elementOf(type: Datatype): Element {
  const found = MATCHES[type.kind](type as never);
  if (found !== null) return found;
  throw new ReadError('unsupported-feature', `Values of the type “${typeName(type)}” are not supported.`);
}

type Matches = { readonly [K in Datatype['kind']]: (type: Extract<Datatype, { kind: K }>) => Element | null };

const MATCHES: Matches = {
  integer: (type) =>
    element(INTEGERS[`${type.size}${type.signed ? 's' : 'u'}`], type.size, type.bigEndian ? type.size : 1),
  float: (type) =>
    element(
      FLOATS[`${type.size}/${type.exponentBits}/${type.mantissaBits}/${type.bias}`],
      type.size,
      type.bigEndian ? type.size : 1,
    ),
  text: (type) => element('string', type.size, 1),
  'heap-text': (type) => element('string', type.size, 1),
  // Keras hands bfloat16 to h5py as two bytes without a meaning.
  opaque: (type) => element(type.size === 2 ? 'bfloat16' : undefined, type.size, 1),
  enum: (type) => (isBool(type) ? element('bool', 1, 1) : elementOf(type.base)),
  pair: (type) => {
    const part = elementOf(type.part);
    return element(part.dtype === 'float32' ? 'complex64' : undefined, type.size, part.swap);
  },
  other: () => null,
};

function element(dtype: DType | undefined, size: number, swap: number): Element | null {
  return dtype === undefined ? null : { dtype, size, swap };
}

function isBool(type: Extract<Datatype, { kind: 'enum' }>): boolean {
  return type.size === 1 && type.names.join() === 'FALSE,TRUE';
}

function typeName(type: Datatype): string {
  if (type.kind === 'other') return type.name;
  if (type.kind === 'opaque') return `opaque data of ${type.size} bytes`;
  if (type.kind === 'pair') return `complex numbers of ${type.size} bytes`;
  return `${type.kind} of ${type.size} bytes`;
}
