import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookup3 } from '../file/lookup3.ts';
import { checkFletcher32, fletcher32 } from './fletcher32.ts';
import { unshuffle } from './unshuffle.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

function shuffle(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(bytes.length / size);
  const shuffled = bytes.slice();
  for (let i = 0; i < count * size; i++) shuffled[(i % size) * count + Math.floor(i / size)] = bytes[i]!;
  return shuffled;
}

describe('filters', () => {
  it('undo shuffling for every size of element, with bytes left over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.integer({ min: 1, max: 9 }), (bytes, size) => {
        expect(unshuffle(shuffle(bytes, size), size)).toEqual(bytes);
      }),
    );
  });

  it('compute the checksum of Fletcher over big-endian words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        let low = 0;
        let high = 0;
        for (let i = 0; i < bytes.length; i += 2) {
          low = (low + bytes[i]! * 256 + (bytes[i + 1] ?? 0)) % 65535;
          high = (high + low) % 65535;
        }
        const sum = fletcher32(bytes);
        expect([(sum >>> 16) % 65535, (sum & 0xffff) % 65535]).toEqual([high, low]);
      }),
    );
  });

  it('refuse a chunk whose checksum does not hold', () => {
    expect(() => checkFletcher32(Uint8Array.of(1, 2, 3, 4, 0, 0, 0, 0), 'a chunk')).toThrow(
      'The file is damaged: a chunk does not match its checksum.',
    );
  });

  it('compute the checksum of Jenkins as published', () => {
    expect(lookup3(ascii('Four score and seven years ago'))).toBe(0x17770551);
    expect(lookup3(new Uint8Array(0))).toBe(0xdeadbeef);
  });
});
