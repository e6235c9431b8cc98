import { bytesOf, cut, turnLeft } from './words64.ts';

type State = [bigint, bigint, bigint, bigint];

function round(v: State): void {
  v[0] = cut(v[0] + v[1]);
  v[2] = cut(v[2] + v[3]);
  v[1] = turnLeft(v[1], 13n) ^ v[0];
  v[3] = turnLeft(v[3], 16n) ^ v[2];
  v[0] = turnLeft(v[0], 32n);
  v[2] = cut(v[2] + v[1]);
  v[0] = cut(v[0] + v[3]);
  v[1] = turnLeft(v[1], 17n) ^ v[2];
  v[3] = turnLeft(v[3], 21n) ^ v[0];
  v[2] = turnLeft(v[2], 32n);
}

function take(v: State, word: bigint): void {
  v[3] ^= word;
  round(v);
  round(v);
  v[0] ^= word;
}

/** SipHash-2-4 with a key of two words, as `tf.strings.to_hash_bucket_strong` takes it (Aumasson and Bernstein, 2012). */
export function sipHash64(text: string, [first, second]: readonly [bigint, bigint]): bigint {
  const s = bytesOf(text);
  const [k0, k1] = [BigInt.asUintN(64, first), BigInt.asUintN(64, second)];
  const v: State = [
    k0 ^ 0x736f6d6570736575n,
    k1 ^ 0x646f72616e646f6dn,
    k0 ^ 0x6c7967656e657261n,
    k1 ^ 0x7465646279746573n,
  ];
  const whole = s.byteLength - (s.byteLength % 8);
  for (let at = 0; at < whole; at += 8) take(v, s.getBigUint64(at, true));
  let rest = BigInt(s.byteLength & 255) << 56n;
  for (let at = whole; at < s.byteLength; at++) rest |= BigInt(s.getUint8(at)) << BigInt(8 * (at - whole));
  take(v, rest);
  v[2] ^= 255n;
  for (let i = 0; i < 4; i++) round(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}
