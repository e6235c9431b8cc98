/** The 16-bit types that a dtype policy may compute in. */
export type HalfType = 'float16' | 'bfloat16';

const HALF: ReadonlyMap<string, HalfType> = new Map([
  ['float16', 'float16'],
  ['mixed_float16', 'float16'],
  ['bfloat16', 'bfloat16'],
  ['mixed_bfloat16', 'bfloat16'],
]);

/** The 16-bit type that a policy computes in, `null` for the others (`keras/src/dtype_policies/dtype_policy.py`). */
export function halfOf(policy: unknown): HalfType | null {
  return typeof policy === 'string' ? (HALF.get(policy) ?? null) : null;
}

/** The type of what comes of several: two different 16-bit types meet in float32 (`keras/src/backend/common/dtypes.py`). */
export function promoted(types: readonly (HalfType | null)[]): HalfType | null {
  const [first = null] = types;
  return types.every((type) => type === first) ? first : null;
}
