/** The types of whole numbers that TensorFlow has. */
export type WholeType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'int64' | 'uint64';

const LIMIT = 2 ** 31;

/** What a type can hold here: its own numbers, of the wide types those that 32 bits with a sign hold. */
const RANGES: Readonly<Record<WholeType, readonly [least: number, most: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-LIMIT, LIMIT - 1],
  uint32: [0, LIMIT - 1],
  int64: [-LIMIT, LIMIT - 1],
  uint64: [0, LIMIT - 1],
};

/** Types that hold numbers which 32 bits with a sign do not. */
const WIDE: ReadonlySet<WholeType> = new Set(['int64', 'uint64', 'uint32']);

/** A type of whole numbers by its name, `null` for all others. */
export function wholeTypeNamed(name: string): WholeType | null {
  return Object.hasOwn(RANGES, name) ? (name as WholeType) : null;
}

/** The least and the largest number that a type can hold here. */
export function rangeOf(type: WholeType): readonly [least: number, most: number] {
  return RANGES[type];
}

/** How many bits a type has. */
export function bitsOf(type: WholeType): number {
  return Number(type.replace(/\D+/, ''));
}

/** Whether a type holds no negative numbers. */
export function isUnsigned(type: WholeType): boolean {
  return type.startsWith('u');
}

/** Why a number is not followed in a type: `an int8 value beyond 127: …`; `null` when the type holds it. */
export function beyond(value: number, type: WholeType): string | null {
  const [least, most] = RANGES[type];
  if (value >= least && value <= most) return null;
  const why = WIDE.has(type)
    ? 'whole numbers are computed exactly within 32 bits only'
    : 'TensorFlow wraps such a number round, which is not followed here';
  return `${isUnsigned(type) ? 'a' : 'an'} ${type} value beyond ${value < least ? least : most}: ${why}.`;
}
