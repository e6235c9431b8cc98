import { bytesOf, cut, turnRight } from './words64.ts';

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

const mixed = (value: bigint): bigint => value ^ (value >> 47n);

/**
 * FarmHash's Fingerprint64, as `tf.strings.to_hash_bucket_fast` takes it (`farmhash.cc`, `farmhashna::Hash64`). Names of
 * steps follow that file.
 */
export function fingerprint64(text: string): bigint {
  const s = bytesOf(text);
  const length = s.byteLength;
  if (length <= 16) return hashTo16(s, length);
  if (length <= 32) return hashTo32(s, length);
  return length <= 64 ? hashTo64(s, length) : hashLong(s, length);
}

/** Two fingerprints as one (`tensorflow/core/platform/fingerprint.h`, `FingerprintCat64`). */
export function joinFingerprints(first: bigint, second: bigint): bigint {
  const by = 0xc6a4a7935bd1e995n;
  let result = first ^ by;
  result ^= cut(mixed(cut(second * by)) * by);
  result = cut(result * by);
  result = cut(mixed(result) * by);
  return mixed(result);
}

const at8 = (s: DataView, at: number): bigint => s.getBigUint64(at, true);
const at4 = (s: DataView, at: number): bigint => BigInt(s.getUint32(at, true));

function hash16(u: bigint, v: bigint, by: bigint): bigint {
  const a = mixed(cut((u ^ v) * by));
  return cut(mixed(cut((v ^ a) * by)) * by);
}

function hashTo16(s: DataView, length: number): bigint {
  const size = BigInt(length);
  const by = cut(K2 + size * 2n);
  if (length >= 8) {
    const a = cut(at8(s, 0) + K2);
    const b = at8(s, length - 8);
    const c = cut(turnRight(b, 37n) * by + a);
    return hash16(c, cut(cut(turnRight(a, 25n) + b) * by), by);
  }
  if (length >= 4) return hash16(size + (at4(s, 0) << 3n), at4(s, length - 4), by);
  if (length === 0) return K2;
  const y = BigInt(s.getUint8(0) + (s.getUint8(length >> 1) << 8));
  const z = size + BigInt(s.getUint8(length - 1) << 2);
  return cut(mixed(cut(y * K2) ^ cut(z * K0)) * K2);
}

/** The parts that strings of 17 to 64 bytes begin with. */
function ends(s: DataView, length: number, first: bigint) {
  const by = cut(K2 + BigInt(length) * 2n);
  const a = cut(at8(s, 0) * first);
  const b = at8(s, 8);
  const c = cut(at8(s, length - 8) * by);
  const d = cut(at8(s, length - 16) * K2);
  const y = cut(turnRight(cut(a + b), 43n) + turnRight(c, 30n) + d);
  return { by, a, y, z: hash16(y, cut(a + turnRight(cut(b + K2), 18n) + c), by) };
}

const hashTo32 = (s: DataView, length: number): bigint => ends(s, length, K1).z;

function hashTo64(s: DataView, length: number): bigint {
  const { by, a, y, z } = ends(s, length, K2);
  const e = cut(at8(s, 16) * by);
  const f = at8(s, 24);
  const g = cut((y + at8(s, length - 32)) * by);
  const h = cut((z + at8(s, length - 24)) * by);
  const u = cut(turnRight(cut(e + f), 43n) + turnRight(g, 30n) + h);
  return hash16(u, cut(e + turnRight(cut(f + a), 18n) + g), by);
}

type Pair = readonly [bigint, bigint];

function weakHash32(s: DataView, at: number, seedA: bigint, seedB: bigint): Pair {
  const z = at8(s, at + 24);
  const start = cut(seedA + at8(s, at));
  const turned = turnRight(cut(seedB + start + z), 21n);
  const a = cut(start + at8(s, at + 8) + at8(s, at + 16));
  return [cut(a + z), cut(turned + turnRight(a, 44n) + start)];
}

interface State {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly v: Pair;
  readonly w: Pair;
}

/** One block of 64 bytes; the last one multiplies otherwise. */
function block(s: DataView, at: number, { x, y, z, v, w }: State, by: bigint, weight: bigint): State {
  const x1 = cut(turnRight(cut(x + y + v[0] + at8(s, at + 8)), 37n) * by) ^ cut(w[1] * weight);
  const y1 = cut(turnRight(cut(y + v[1] + at8(s, at + 48)), 42n) * by + v[0] * weight + at8(s, at + 40));
  const z1 = cut(turnRight(cut(z + w[0]), 33n) * by);
  const v1 = weakHash32(s, at, cut(v[1] * by), cut(x1 + w[0]));
  const w1 = weakHash32(s, at + 32, cut(z1 + w[1]), cut(y1 + at8(s, at + 16)));
  return { x: z1, y: y1, z: x1, v: v1, w: w1 };
}

function hashLong(s: DataView, length: number): bigint {
  const seed = 81n;
  const y = cut(seed * K1 + 113n);
  let state: State = {
    x: cut(seed * K2 + at8(s, 0)),
    y,
    z: cut(mixed(cut(y * K2 + 113n)) * K2),
    v: [0n, 0n],
    w: [0n, 0n],
  };
  const end = Math.floor((length - 1) / 64) * 64;
  for (let at = 0; at < end; at += 64) state = block(s, at, state, K1, 1n);
  const by = cut(K1 + ((state.z & 0xffn) << 1n));
  const w0 = cut(state.w[0] + BigInt((length - 1) & 63));
  const v0 = cut(state.v[0] + w0);
  const last = { ...state, v: [v0, state.v[1]] as Pair, w: [cut(w0 + v0), state.w[1]] as Pair };
  const { x, y: y2, z, v, w } = block(s, length - 64, last, by, 9n);
  const first = cut(hash16(v[0], w[0], by) + mixed(y2) * K0 + z);
  return hash16(first, cut(hash16(v[1], w[1], by) + x), by);
}
