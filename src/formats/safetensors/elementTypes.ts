import type { DType } from '../../model/index.ts';

/** An element type of safetensors: its bits, and the type here that holds it, where there is one. */
export interface ElementType {
  readonly bits: number;
  readonly dtype: DType | null;
}

const read = (bits: number, dtype: DType): ElementType => ({ bits, dtype });
const unread = (bits: number): ElementType => ({ bits, dtype: null });

/** The types by the names of the header (safetensors `src/tensor.rs`, `Dtype`). */
export const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map([
  ['BOOL', read(8, 'bool')],
  ['U8', read(8, 'uint8')],
  ['I8', read(8, 'int8')],
  ['U16', read(16, 'uint16')],
  ['I16', read(16, 'int16')],
  ['F16', read(16, 'float16')],
  ['BF16', read(16, 'bfloat16')],
  ['U32', read(32, 'uint32')],
  ['I32', read(32, 'int32')],
  ['F32', read(32, 'float32')],
  ['U64', read(64, 'uint64')],
  ['I64', read(64, 'int64')],
  ['F64', read(64, 'float64')],
  ['C64', read(64, 'complex64')],
  ['F8_E5M2', unread(8)],
  ['F8_E4M3', unread(8)],
  ['F8_E5M2FNUZ', unread(8)],
  ['F8_E4M3FNUZ', unread(8)],
  ['F8_E8M0', unread(8)],
  ['F6_E2M3', unread(6)],
  ['F6_E3M2', unread(6)],
  ['F4', unread(4)],
]);
