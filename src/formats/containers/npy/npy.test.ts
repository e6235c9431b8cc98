import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DTYPE_BYTES, type DType, ReadError, sizeOf } from '../../../model/index.ts';
import { memorySource } from '../sources/memorySource.ts';
import { testFile, testFiles } from '../testing.ts';
import { parseNpy, readNpz, writeNpy, writeNpz } from './index.ts';

const files = await testFiles();
const dtypes = Object.keys(DTYPE_BYTES).filter((dtype) => dtype !== 'string') as DType[];

const tensors = fc
  .tuple(fc.constantFrom(...dtypes), fc.array(fc.nat(4), { maxLength: 4 }), fc.nat())
  .map(([dtype, shape, seed]) => {
    const length = sizeOf(shape) * DTYPE_BYTES[dtype];
    return { dtype, shape, bytes: Uint8Array.from({ length }, (_, i) => (seed + i * 7) & 255) };
  });

/** A version 1 file with this header and eight bytes of data. */
function withHeader(header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    1,
    0,
    text.length,
    0,
    ...text,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
  ]);
}

describe('npy', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(tensors, (tensor) => {
        const file = writeNpy(tensor);
        expect(parseNpy(file)).toEqual({ ...tensor, strings: null });
        expect((file.length - tensor.bytes.length) % 64).toBe(0);
      }),
    );
  });

  it('turns Fortran order and big-endian numbers', () => {
    const { dtype, shape, bytes } = parseNpy(files.get('fortran.npy')!);
    expect([dtype, shape]).toEqual(['float32', [2, 3, 4]]);
    expect(Array.from(new Float32Array(bytes.buffer as ArrayBuffer))).toEqual(
      Array.from({ length: 24 }, (_, i) => i),
    );
  });

  it('writes texts so that they are read again, letters beyond 16 bits too', () => {
    const strings = ['', 'été', 'a𝄞b', 'x'];
    const text = { dtype: 'string' as const, shape: [2, 2], bytes: new Uint8Array(0), strings };
    expect(parseNpy(writeNpy(text))).toEqual(text);
  });

  it('reads scalars and texts', () => {
    expect(parseNpy(files.get('scalar.npy')!)).toMatchObject({ dtype: 'float64', shape: [] });
    expect(parseNpy(files.get('bytes.npy')!)).toMatchObject({
      dtype: 'string',
      shape: [2],
      strings: ['ab', 'cde'],
    });
  });

  it.each([
    ['object.npy', 'holds pickled Python objects, which are never opened.'],
    ['record.npy', 'is an array of records, which is not supported.'],
    ['long_double.npy', 'holds values of the type `<f16`, which is not supported.'],
  ])('refuses %s by name', (name, message) => {
    expect(() => parseNpy(files.get(name)!, name)).toThrow(`\`${name}\` ${message}`);
  });

  it.each([
    ["{'descr': '<i4', 'fortran_order': False, 'shape': (2L,), }", [2]],
    ["{'shape': (1, 2), 'fortran_order': False, 'descr': '<i4'}", [1, 2]],
    ['{"descr": "<i4", "fortran_order": False, "shape": ()}  \n', []],
  ])('reads the header %s', (header, shape) => {
    expect(parseNpy(withHeader(header)).shape).toEqual(shape);
  });

  it.each([
    "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }",
    "{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }",
    "{'descr': '<i4', 'fortran_order': False, }",
    "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
    "{'descr': '<i4', 'fortran_order': 0, 'shape': (2,)}",
    "{'descr': '<i4', 'fortran_order': False, 'shape': (-2,)}",
    "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<i4', 'fortran_order': False, 'shape': (2,)} + 1",
    "{'descr': ((((((((((((1,),),),),),),),),),),), 'fortran_order': False, 'shape': (2,)}",
  ])('refuses the header %s', (header) => {
    expect(() => parseNpy(withHeader(header))).toThrow(ReadError);
  });

  it('throws nothing but ReadError, whatever is damaged', () => {
    const file = files.get('fortran.npy')!;
    const edit = fc.record({ at: fc.nat(file.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const damaged = file.slice();
        for (const { at, value } of edits) damaged[at] = value;
        try {
          parseNpy(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(ReadError);
        }
      }),
    );
  });
});

describe('npz', () => {
  it('reads the arrays of numpy.savez in the order of its arguments', async () => {
    const arrays = await readNpz(await testFile('arrays.npz'));
    expect([...arrays.keys()]).toEqual(['b', 'a', 'text']);
    expect(new Int32Array(arrays.get('a')!.bytes.buffer as ArrayBuffer)).toEqual(new Int32Array([0, 1, 2]));
    expect(arrays.get('text')!.strings).toEqual(['ä', 'word']);
  });

  it('reads what numpy.savez_compressed deflated', async () => {
    const arrays = await readNpz(await testFile('arrays-deflated.npz'));
    expect(Array.from(arrays, ([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
      ['arr_0', 'float32', [2, 3]],
      ['arr_1', 'float32', [3, 4]],
    ]);
  });

  it('reads back what it writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tensors, { maxLength: 4 }), async (list) => {
        const entries = list.map((tensor, i) => [`t${i}`, tensor] as const);
        const arrays = await readNpz(memorySource('a.npz', writeNpz(entries)));
        expect([...arrays]).toEqual(entries.map(([name, tensor]) => [name, { ...tensor, strings: null }]));
      }),
    );
  });
});
