import { ReadError } from '../../../model/index.ts';

/** Scopes inside scopes; networks of models inside models have some twenty. */
const MAX_SCOPES = 256;

/** A name's scopes, and what stands below them. Throws `ReadError('too-large')` for more than 256. */
export function splitName(name: string): { readonly scope: readonly string[]; readonly own: string } {
  const parts = limited(name.split('/'), name);
  return { scope: parts.slice(0, -1), own: parts.at(-1) as string };
}

/**
 * Scopes of an operation inside a function that is called from within others. Some writers repeat the caller's scopes in
 * the names of the body.
 */
export function scopeBelow(around: readonly string[], within: readonly string[]): readonly string[] {
  for (let length = Math.min(around.length, within.length); length > 0; length--) {
    const tail = around.slice(around.length - length);
    if (tail.every((part, i) => part === within[i]))
      return limited([...around, ...within.slice(length)], within.join('/'));
  }
  return limited([...around, ...within], within.join('/'));
}

function limited(scopes: string[], name: string): string[] {
  if (scopes.length <= MAX_SCOPES) return scopes;
  throw new ReadError(
    'too-large',
    `An operation of the graph stands in more than ${MAX_SCOPES} scopes, one inside the other.`,
    name.slice(0, 80),
  );
}
