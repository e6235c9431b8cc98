/** A name's scopes, and what stands below them. */
export function splitName(name: string): { readonly scope: readonly string[]; readonly own: string } {
  const parts = name.split('/');
  return { scope: parts.slice(0, -1), own: parts.at(-1) as string };
}

/**
 * Scopes of an operation inside a function that is called from within others. Some writers repeat the caller's scopes in
 * the names of the body.
 */
export function scopeBelow(around: readonly string[], within: readonly string[]): readonly string[] {
  for (let length = Math.min(around.length, within.length); length > 0; length--) {
    const tail = around.slice(around.length - length);
    if (tail.every((part, i) => part === within[i])) return [...around, ...within.slice(length)];
  }
  return [...around, ...within];
}
