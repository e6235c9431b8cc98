import { type Json, ReadError } from '../../model/index.ts';

const WHOLE = /^[+-]?\d{1,20}$/;
const FLOATS: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);

/** A whole number as protobuf's JSON has it: a number, or a text where it may have 64 bits. Throws `ReadError('corrupt')`. */
export function wholeOfJson(value: Json | undefined): number | bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'string' && WHOLE.test(value)) {
    const near = Number(value);
    return Number.isSafeInteger(near) ? near : BigInt(value);
  }
  throw notA('whole number', value);
}

/** A float as protobuf's JSON has it: a number, or a text where it is not finite. Throws `ReadError('corrupt')`. */
export function floatOfJson(value: Json | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && (FLOATS.has(value) || Number.isFinite(Number.parseFloat(value))))
    return Number(value);
  throw notA('number', value);
}

/** A text. Throws `ReadError('corrupt')` for anything else. */
export function textOfJson(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw notA('text', value);
}

function notA(kind: string, value: Json | undefined): ReadError {
  const found = (JSON.stringify(value ?? null) ?? 'nothing').slice(0, 60);
  return new ReadError(
    'corrupt',
    `The graph of model.json is damaged: it holds ${found} where a ${kind} belongs.`,
    'modelTopology',
  );
}
