import { describe, expect, it } from 'vitest';
import { allocated } from './allocated.ts';

describe('What a job allocates', () => {
  it('counts buffers and lists that are made by their length', async () => {
    const before = Uint8Array;
    const { bytes, largest } = await allocated(async () => {
      new Uint8Array(1000);
      new Float64Array(10);
      new ArrayBuffer(7);
      Array.from({ length: 5 }, () => 0);
      Int32Array.from([1, 2, 3]);
    });
    expect([bytes, largest]).toEqual([1000 + 80 + 7 + 40 + 12, 1000]);
    expect(Uint8Array).toBe(before);
  });

  it('leaves out views and copies, and what they make are the usual arrays', async () => {
    const made: unknown[] = [];
    const { bytes } = await allocated(async () => {
      const buffer = new ArrayBuffer(8);
      made.push(new Uint8Array(buffer, 2, 4), new Uint8Array([1, 2]), Array.from('abc'));
    });
    expect(bytes).toBe(8);
    expect(made[0]).toBeInstanceOf(Uint8Array);
  });

  it('restores everything where the job fails', async () => {
    const before = [Uint8Array, Array.from];
    await expect(allocated(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect([Uint8Array, Array.from]).toEqual(before);
  });
});
