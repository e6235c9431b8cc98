import type { PickleValue } from '../../model/index.ts';
import { type Fitted, shown } from '../Fitted.ts';
import type { NumberType } from '../NumberType.ts';

/** NumPy's words for a type, without the module. */
const WORDS: Readonly<Record<string, NumberType>> = {
  float: 'float64',
  float_: 'float64',
  double: 'float64',
  float64: 'float64',
  f8: 'float64',
  single: 'float32',
  float32: 'float32',
  f4: 'float32',
  half: 'float16',
  float16: 'float16',
  f2: 'float16',
  int: 'int64',
  int_: 'int64',
  int64: 'int64',
  i8: 'int64',
  int32: 'int32',
  i4: 'int32',
  int16: 'int16',
  i2: 'int16',
  int8: 'int8',
  i1: 'int8',
  uint64: 'uint64',
  u8: 'uint64',
  uint32: 'uint32',
  u4: 'uint32',
  uint16: 'uint16',
  u2: 'uint16',
  uint8: 'uint8',
  u1: 'uint8',
  bool: 'bool',
  bool_: 'bool',
  b1: 'bool',
};

/** The `dtype` option of an encoder, float64 by default. Throws `ReadError('unsupported-feature')` for types of no numbers. */
export function outputType(fitted: Fitted): NumberType {
  const value = fitted.option('dtype', 'float64');
  const type = numberTypeOf(value);
  if (type === null) throw fitted.fault('dtype', `is ${shown(value)}, which is no type of numbers`);
  return type;
}

/** A type of numbers, as NumPy's or Python's class, a `numpy.dtype` or its word; `null` for anything else. */
export function numberTypeOf(value: PickleValue): NumberType | null {
  const word = wordOf(value);
  return (word !== null && Object.hasOwn(WORDS, word) ? WORDS[word] : null) ?? null;
}

function wordOf(value: PickleValue): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  if (value.kind === 'global') return value.name.replace(/^(numpy|builtins)\./, '');
  return value.kind === 'dtype' ? value.descr.replace(/^[<>=|]/, '') : null;
}
