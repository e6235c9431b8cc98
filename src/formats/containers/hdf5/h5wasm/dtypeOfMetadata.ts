import { type DType, ReadError } from '../../../../model/index.ts';
import type { Metadata } from './Library.ts';

/** Classes of datatypes, `H5T_class_t`. */
const CLASS = { integer: 0, float: 1, text: 3, opaque: 5, compound: 6, enum: 8 } as const;

const INTEGERS: Readonly<Record<string, DType>> = {
  '1true': 'int8',
  '2true': 'int16',
  '4true': 'int32',
  '8true': 'int64',
  '1false': 'uint8',
  '2false': 'uint16',
  '4false': 'uint32',
  '8false': 'uint64',
};

/** 2-byte floats are missing: h5wasm does not tell float16 from bfloat16. */
const FLOATS: Readonly<Record<number, DType>> = { 4: 'float32', 8: 'float64' };

const DTYPES: Readonly<Record<number, (metadata: Metadata) => DType | undefined>> = {
  [CLASS.integer]: ({ size, signed }) => INTEGERS[`${size}${signed}`],
  [CLASS.float]: ({ size }) => FLOATS[size],
  [CLASS.text]: () => 'string',
  [CLASS.opaque]: ({ size }) => (size === 2 ? 'bfloat16' : undefined),
  [CLASS.compound]: (metadata) => (isComplex(metadata) ? 'complex64' : undefined),
  [CLASS.enum]: (metadata) => (isBool(metadata) ? 'bool' : INTEGERS[`${metadata.size}${metadata.signed}`]),
};

/** Our element type for what h5wasm describes. Throws `ReadError('unsupported-feature')` when there is none. */
export function dtypeOfMetadata(metadata: Metadata, path: string): DType {
  const dtype = DTYPES[metadata.type]?.(metadata);
  if (dtype !== undefined) return dtype;
  throw new ReadError(
    'unsupported-feature',
    `\`${path}\` holds values of a type that is not supported.`,
    path,
  );
}

/** Whether an attribute is text. */
export function isText(metadata: Metadata): boolean {
  return metadata.type === CLASS.text;
}

/** Whether an attribute is made of numbers, true and false included. */
export function isNumeric(metadata: Metadata): boolean {
  return (
    metadata.type === CLASS.integer ||
    metadata.type === CLASS.enum ||
    (FLOATS[metadata.size] !== undefined && metadata.type === CLASS.float)
  );
}

function isBool({ size, enum_type }: Metadata): boolean {
  return (
    size === 1 &&
    Object.keys(enum_type?.members ?? {})
      .sort()
      .join() === 'FALSE,TRUE'
  );
}

function isComplex({ size, compound_type }: Metadata): boolean {
  const members = compound_type?.members ?? [];
  const names = members.map((member) => member.name).join();
  return (
    size === 8 &&
    names === 'r,i' &&
    members.every((member) => member.type === CLASS.float && member.size === 4)
  );
}
