import type { Json } from '../../model/index.ts';
import { isArray } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import { fingerprint64 } from '../text/fingerprint64.ts';
import { sipHash64 } from '../text/sipHash64.ts';
import type { LookupTable } from './lookupTable.ts';

/** Beyond every depth: what is left out when ids are counted. */
export const DROPPED = 2 ** 31 - 1;

/** The bucket of an unknown token. */
export type Bucket = (token: string) => number;

/** The places of tokens in a table. Unknown ones go to a bucket; without buckets they are refused, as Keras refuses them. */
export function lookUp(tokens: readonly string[], table: LookupTable, bucket: Bucket): number[] {
  const places = new Map(table.tokens.map((token, i) => [token, table.start + i]));
  return tokens.map((token) => {
    if (token === table.mask) return table.mode === 'int' ? 0 : DROPPED;
    const place = places.get(token);
    if (place !== undefined) return place;
    if (table.buckets === 0)
      throw new RunStop(`${JSON.stringify(token)} is not in its vocabulary, and num_oov_indices is 0.`);
    return table.bucketStart + (table.buckets === 1 ? 0 : bucket(token));
  });
}

/** The tokens at places: `invert`. */
export function lookBack(places: readonly number[], table: LookupTable): string[] {
  return places.map((place) => {
    if (place === 0 && table.mask !== null) return table.mask;
    const token = place < table.start ? undefined : table.tokens[place - table.start];
    if (token !== undefined) return token;
    if (table.oov === null) throw new RunStop('It looks places up and states no oov_token.');
    return table.oov;
  });
}

/** Buckets by hash: FarmHash, or SipHash with a salt. */
export function hashed(buckets: number, salt: Json): Bucket {
  const key = saltOf(salt);
  const count = BigInt(buckets);
  return (token) => Number((key === null ? fingerprint64(token) : sipHash64(token, key)) % count);
}

/** Buckets by remainder, never negative (`tf.math.floormod`). */
export function remainder(buckets: number): Bucket {
  return (token) => ((Number(token) % buckets) + buckets) % buckets;
}

/** A salt as SipHash's key: two numbers, or one for both. */
export function saltOf(salt: Json): readonly [bigint, bigint] | null {
  if (salt === null) return null;
  const pair = isArray(salt) ? salt : [salt, salt];
  if (pair.length !== 2 || !pair.every((half) => Number.isSafeInteger(half)))
    throw new RunStop(`Its option salt = ${JSON.stringify(salt)} is not supported.`);
  return [BigInt(pair[0] as number), BigInt(pair[1] as number)];
}
