const TYPED = [
  ...['Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array'],
  ...['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'ArrayBuffer'],
] as const;

/** What a job came to, and what was allocated while it ran: all bytes together, and the largest piece. */
export interface Allocated<T> {
  readonly value: T;
  readonly bytes: number;
  readonly largest: number;
}

type Constructor = new (...args: readonly unknown[]) => object;

/**
 * Runs a job and counts the bytes of every buffer and list that is made by its length alone: what a file's word can make us
 * allocate. Lists count eight bytes an entry. Copies of what is there already, and what grows entry by entry, do not count.
 */
export async function allocated<T>(job: () => Promise<T>): Promise<Allocated<T>> {
  const scope = globalThis as unknown as Record<string, Constructor>;
  const own = TYPED.map((name) => [name, scope[name] as Constructor] as const);
  const from = Array.from;
  let bytes = 0;
  let largest = 0;
  const count = (length: unknown, width: number): void => {
    if (typeof length !== 'number') return;
    bytes += length * width;
    largest = Math.max(largest, length * width);
  };
  for (const [name, type] of own)
    scope[name] = new Proxy(type, {
      construct(target, args, made) {
        count(args[0], (target as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1);
        return Reflect.construct(target, args, made === scope[name] ? target : made);
      },
    });
  Array.from = ((items: ArrayLike<unknown>, ...more: []) => {
    if (!(Symbol.iterator in Object(items))) count(items.length, 8);
    return from(items, ...more);
  }) as typeof Array.from;
  try {
    const value = await job();
    return { value, bytes, largest };
  } finally {
    for (const [name, type] of own) scope[name] = type;
    Array.from = from;
  }
}
