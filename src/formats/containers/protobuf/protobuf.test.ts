import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../model/index.ts';
import { WireReader } from './WireReader.ts';

const varint = (value: bigint): number[] => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
};

const read = (...bytes: readonly number[]): WireReader => {
  const reader = new WireReader(Uint8Array.from(bytes), 'a test');
  reader.next();
  return reader;
};

describe('a wire reader', () => {
  it('reads every 64-bit number exactly, as a plain one where that is exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const found = read(8, ...varint(value)).whole();
        expect(BigInt(found)).toBe(value);
        expect(typeof found).toBe(Number.isSafeInteger(Number(value)) ? 'number' : 'bigint');
        expect(read(8, ...varint(value)).unsigned()).toBe(BigInt.asUintN(64, value));
      }),
    );
  });

  it('reads repeated numbers packed and one by one alike', () => {
    const values: (number | bigint)[] = [];
    const reader = new WireReader(Uint8Array.from([10, 3, 1, 172, 2, 8, 7]), 'a test');
    while (reader.next()) reader.wholes(values);
    expect(values).toEqual([1, 300, 7]);
  });

  it('skips what nobody takes, whatever its kind', () => {
    const reader = new WireReader(
      Uint8Array.from([8, 1, 18, 2, 9, 9, 29, 1, 2, 3, 4, 33, 1, 2, 3, 4, 5, 6, 7, 8, 40, 5]),
      'a test',
    );
    const seen: number[] = [];
    while (reader.next()) seen.push(reader.field);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    ['a length beyond the end', () => read(10, 200, 1, 0).take()],
    ['a number that does not end', () => read(8, ...new Array<number>(11).fill(255)).whole()],
    ['a field without a number', () => read(0, 1)],
    ['a group', () => read(11)],
    ['a text that is none', () => read(10, 1, 255).text()],
    ['a value of another kind', () => read(10, 1, 1).whole()],
  ])('refuses %s', (_, act) => {
    expect(act).toThrow(ReadError);
  });

  it('refuses messages that are nested too deep, without following them all', () => {
    let bytes: number[] = [];
    for (let i = 0; i < 300; i++) bytes = [10, ...varint(BigInt(bytes.length)), ...bytes];
    const descend = (reader: WireReader): void => {
      while (reader.next()) descend(reader.message());
    };
    expect(() => descend(new WireReader(Uint8Array.from(bytes), 'a test'))).toThrow('deep');
  });
});
