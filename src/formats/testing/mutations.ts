import fc from 'fast-check';

/** One change to a file's bytes. Places are parts of its length, so that one change fits every file. */
export type Mutation =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'put'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number; readonly length: number };

/** Numbers as formats store sizes, where they hurt most: nothing, one too many, all ones, the largest that is positive. */
const FORGED: readonly Uint8Array[] = [
  ...[[0], [1], [0x7f], [0x80], [0xff]],
  ...[
    [0, 0, 0, 0],
    [0xff, 0xff, 0xff, 0xff],
    [0xff, 0xff, 0xff, 0x7f],
    [0, 0, 0, 0x80],
    [0, 0, 0, 1],
  ],
  ...[
    [0xff, 0xff, 0xff, 0xff, 0x0f],
    [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  ],
  ...[new Array<number>(8).fill(0xff), [0, 0, 0, 0, 0, 0, 0, 0x80], [0, 0, 0, 0, 1, 0, 0, 0]],
].map((bytes) => Uint8Array.from(bytes));

/** Any place; the first and the last bytes, where heads and directories stand, as often as all others. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.nat(96).map((at) => -1 - at),
  fc.nat(96).map((back) => 2 + back),
);

const forged = fc.oneof(fc.constantFrom(...FORGED), fc.uint8Array({ minLength: 1, maxLength: 12 }));
const length = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 400 }));

/** Any change. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('flip' as const), at: place, mask: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('put' as const), at: place, bytes: forged }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: forged }),
  fc.record({ kind: fc.constant('delete' as const), at: place, length }),
  fc.record({ kind: fc.constant('copy' as const), at: place, from: place, length }),
);

/** A few changes one after the other; one alone most often. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: mutation.map((it) => [it]) },
  { weight: 1, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 5 }) },
);

/** The bytes after a change. */
export function mutated(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  return changes.reduce(applied, bytes);
}

function applied(bytes: Uint8Array, it: Mutation): Uint8Array {
  const at = placeIn(bytes, it.at);
  if (it.kind === 'cut') return bytes.slice(0, at);
  if (it.kind === 'delete') return joined(bytes.subarray(0, at), bytes.subarray(at + it.length));
  if (it.kind === 'insert') return joined(bytes.subarray(0, at), it.bytes, bytes.subarray(at));
  const out = bytes.slice();
  if (it.kind === 'flip' && at < out.length) out[at] = (out[at] as number) ^ it.mask;
  if (it.kind === 'put') out.set(it.bytes.subarray(0, out.length - at), at);
  if (it.kind === 'copy') {
    const from = placeIn(bytes, it.from);
    out.set(bytes.subarray(from, from + Math.min(it.length, out.length - at)), at);
  }
  return out;
}

/** 0 to 1 is a part of the length; below counts from the start, above from the end. */
function placeIn(bytes: Uint8Array, at: number): number {
  if (at < 0) return Math.min(bytes.length, -1 - at);
  if (at > 1) return Math.max(0, bytes.length - (at - 1));
  return Math.floor(at * bytes.length);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length: size }) => sum + size, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
